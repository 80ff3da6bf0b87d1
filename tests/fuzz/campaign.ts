import fc from 'fast-check';
import { findingOf } from './findings.ts';
import type { Runner } from './runner.ts';
import type { Trial } from './trial.ts';

/** A trial that was answered wrongly, made as small as it goes. */
export interface Finding {
  kind: string;
  /** fast-check's: with the path they make the same trial again. */
  seed: number;
  path: string;
  what: string;
  trial: Trial;
}

/** Runs trials of one kind until one is answered wrongly or all were run. */
export async function campaign(
  runner: Runner,
  kind: string,
  trials: fc.Arbitrary<Trial>,
  { seed, runs }: { seed: number; runs: number },
): Promise<Finding | undefined> {
  const property = fc.asyncProperty(trials, async (trial) => {
    const finding = findingOf(await runner.run(trial));
    if (finding) throw new Error(finding);
  });
  // A hang costs its whole wait at each step of making it smaller.
  const details = await fc.check(property, { seed, numRuns: runs, interruptAfterTimeLimit: 300_000 });
  if (!details.failed || !details.counterexample) return undefined;
  const what = (details.errorInstance as Error).message;
  return { kind, seed, path: details.counterexamplePath ?? '', what, trial: details.counterexample[0] };
}

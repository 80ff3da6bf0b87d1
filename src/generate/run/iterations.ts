import { counted } from '../../shared/counted.ts';
import { UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Runner } from '../compile/statement.ts';
import type { RunContext } from './run-context.ts';

/** How often a recipe runs: a number of times, or until an object has this many rows. */
export type Until = { kind: 'times'; times: number } | { kind: 'rows'; sobject: string; rows: number };

/** Runs statements repeatedly; those with `just_once` run only in the first iteration. */
export function iterations(until: Until = { kind: 'times', times: 1 }, run: RunContext) {
  if (until.kind === 'rows' && !run.rowNames.find(until.sobject)) {
    throw new UserError({
      message: `The recipe makes no ${until.sobject}.`,
      place: { file: '--target-number' },
      hint: didYouMean(until.sobject, run.rowNames.names()) ?? '',
    });
  }
  return (statements: readonly Runner[]): void => {
    const rows = until.kind === 'rows' ? () => run.table(until.sobject).rows : () => 0;
    const begun = rows();
    for (let times = 1; ; times++) {
      const before = rows();
      for (const statement of statements) {
        if (!statement.justOnce || run.iteration === 0) statement.run(undefined);
      }
      const open = run.rowNames.openReferences();
      if (open.length > 0) throw new UserError(open);
      if (until.kind === 'times' ? times >= until.times : rows() - begun >= until.rows) return;
      if (until.kind === 'rows' && rows() === before) {
        throw new UserError({
          message: `One run of the recipe made no ${until.sobject}, so ${until.rows} would never be reached.`,
          place: { file: '--target-number' },
        });
      }
      run.tick(run.made);
      run.nextIteration();
    }
  };
}

/** Short runs report nothing, and longer ones at most this often. */
const QUIET_MS = 2_000;
const INTERVAL_MS = 200;

/** Reports the number of rows and their rate; the clock has no other effect. */
export function tellRows(progress: Progress): (rows: number) => void {
  const begun = Date.now();
  let last = begun + QUIET_MS - INTERVAL_MS;
  return (rows) => {
    const now = Date.now();
    if (now - last < INTERVAL_MS) return;
    last = now;
    const each = Math.round((rows * 1000) / (now - begun));
    progress.live(`Generating: ${counted(rows)} rows, ${counted(each)} per second`);
  };
}

import { EXIT, type ExitCode } from '../errors.ts';
import type { LoadResult } from '../load/load.ts';
import { planDocument, planText } from '../load/plan-text.ts';
import { reportText } from '../load/report/report-text.ts';

/** What came of one org, for `--json`. */
export function loadJson(result: LoadResult): unknown {
  return result.kind === 'loaded' ? result.report : planDocument(result.plan);
}

/** The same as a person reads it. */
export function loadLines(result: LoadResult): string[] {
  return [result.kind === 'loaded' ? reportText(result.report) : planText(result.plan)];
}

/** Partial as soon as one org did not take all. */
export function loadExitCode(results: readonly LoadResult[]): ExitCode {
  const failed = results.some((one) => one.kind === 'loaded' && one.report.exitCode !== EXIT.done);
  return failed ? EXIT.partial : EXIT.done;
}

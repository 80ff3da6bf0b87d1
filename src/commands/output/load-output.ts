import type { LoadResult } from '../../load/load.ts';
import { planDocument, planText } from '../../load/plan-text.ts';
import { reportText } from '../../load/report/report-text.ts';
import { EXIT, type ExitCode } from '../../shared/errors.ts';

/** The result of a load into one org, for `--json`. */
export function loadJson(result: LoadResult): unknown {
  return result.kind === 'loaded' ? result.report : planDocument(result.plan);
}

/** The same for people. */
export function loadLines(result: LoadResult): string[] {
  return [result.kind === 'loaded' ? reportText(result.report) : planText(result.plan)];
}

/** Partial if the org rejected rows. */
export function loadExitCode(result: LoadResult): ExitCode {
  return result.kind === 'loaded' && result.report.exitCode !== EXIT.done ? EXIT.partial : EXIT.done;
}

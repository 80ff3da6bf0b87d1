import { type OrgOutcome, orgsJson, worstExit } from '../load/each-org.ts';
import type { LoadResult } from '../load/load.ts';
import { planDocument, planText } from '../load/plan-text.ts';
import { reportText } from '../load/report/report-text.ts';
import { EXIT, type ExitCode } from '../shared/errors.ts';
import { withNextLines } from './next-line.ts';

/** What came of one org, for `--json`. */
function loadJson(result: LoadResult): unknown {
  return result.kind === 'loaded' ? result.report : planDocument(result.plan);
}

/** The same as a person reads it. */
export function loadLines(result: LoadResult): string[] {
  return [withNextLines(result.kind === 'loaded' ? reportText(result.report) : planText(result.plan))];
}

/** Partial where the org did not take all. */
function loadExitCode(result: LoadResult): ExitCode {
  return result.kind === 'loaded' && result.report.exitCode !== EXIT.done ? EXIT.partial : EXIT.done;
}

/** The loads of one command, for `--json`. */
export function loadsJson(loads: readonly OrgOutcome<LoadResult>[]): unknown[] {
  return orgsJson(loads, loadJson);
}

/** The loads of one command as a person reads them. */
export function loadsLines(loads: readonly OrgOutcome<LoadResult>[]): string[] {
  return loads.flatMap((one) => ('result' in one ? loadLines(one.result) : []));
}

/** The exit code of the loads of one command. */
export function loadsExitCode(loads: readonly OrgOutcome<LoadResult>[]): ExitCode {
  return worstExit(loads, loadExitCode);
}

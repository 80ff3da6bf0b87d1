import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../dataset/csv.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { Session } from '../../org/session.ts';
import { EXIT, problemText } from '../../shared/errors.ts';
import type { AdoptedRecord } from '../adopt/adopted-text.ts';
import type { PruneResult } from '../cleanup/prune.ts';
import type { Extra } from '../difference/extra.ts';
import type { Outcomes } from '../execute/outcomes.ts';
import type { LoadStep } from '../plan.ts';
import type { Finding } from '../preflight/preflight.ts';
import { diskError } from '../run/disk-error.ts';
import { causesOf } from './causes.ts';
import { countObjects, failedRows, type LoadReport, skippedGroups } from './report.ts';
import { reportText } from './report-text.ts';

interface ReportInput {
  session: Session;
  prepared: PreparedExport;
  folder: string;
  steps: readonly LoadStep[];
  outcomes: Outcomes;
  findings: readonly Finding[];
  /** Records of the dataset in the org, by sobject. */
  inOrg: ReadonlyMap<string, number>;
  /** The objects that `--only` names; all without it. */
  only: readonly string[] | undefined;
  seconds: number;
  /** Keys of rows that were held back. */
  unclear: readonly string[];
  /** Records of earlier loads that are no longer in the dataset, by sobject. */
  left: ReadonlyMap<string, number>;
  /** What rows took over, and what rows that are gone did. */
  adopted: readonly AdoptedRecord[];
  released: Readonly<Record<string, number>>;
  /** What `--prune` did; undefined without it. */
  prune: PruneResult | undefined;
  /** What the org has beyond what the dataset and its loads account for. */
  extra: readonly Extra[];
  /** The commands that put that right: a cleanup, and the load again. */
  wayOn: readonly [cleanup: string, load: string];
}

/** The report of a load that has come to its end. */
export function makeReport(input: ReportInput): LoadReport {
  const { session, prepared, outcomes, only } = input;
  const { name: dataset, as_of, tables } = prepared.neutral;
  const listed = tables.filter(({ sobject }) => !only || only.includes(sobject));
  const objects = countObjects(listed, outcomes, input.inOrg, new Set(input.unclear));
  const open =
    objects.some((one) => one.failed + one.skipped + one.pending > 0) ||
    outcomes.withheld.length + outcomes.undeleted.length > 0;
  const { deleted: pruned = {}, failed: unpruned = [], refused = [] } = input.prune ?? {};
  const partial = open || input.extra.length + unpruned.length + refused.length > 0;
  const { calls } = session.log;
  const failed = [
    ...failedRows(listed, outcomes),
    ...unpruned.map(({ id, ...one }) => ({ ...one, key: id, file: '', line: 0 })),
  ];
  return {
    ...{ org: session.name, username: session.username, host: session.host, dataset, as_of },
    ...{ folder: input.folder, exitCode: partial ? EXIT.partial : EXIT.done, seconds: input.seconds },
    calls: {
      sf: calls.filter((call) => call.command.startsWith('sf ')).length,
      rest: calls.filter((call) => /^[A-Z]+ /.test(call.command)).length,
    },
    objects,
    adopted: [...input.adopted],
    released: { ...input.released },
    failed,
    causes: causesOf(failed).map((one) => ({ ...one, rows: one.rows.length })),
    skipped: skippedGroups(outcomes, prepared.keys),
    pending: pendingJobs(outcomes),
    deleted: input.steps.reduce((sum, step) => sum + (step.kind === 'delete' ? step.records.length : 0), 0),
    pruned,
    left: leftOf(input),
    extra: input.extra.map(({ sobject, kind, count, text }) => ({ sobject, kind, count, text })),
    next: nextOf(input, open),
    unpruned: refused.map(problemText),
    findings: input.findings.map(({ severity, problem }) => {
      return { severity, text: `${problem.message} ${problem.hint ?? ''}`.trim() };
    }),
  };
}

/** An update has some of the records alone, and leaves the others as they are. */
function leftOf({ left, prepared, prune }: ReportInput): Record<string, number> {
  if (prepared.neutral.update) return {};
  const pruned = prune?.deleted ?? {};
  return Object.fromEntries(
    [...left].flatMap(([sobject, count]) => {
      const rest = count - (pruned[sobject] ?? 0);
      return rest > 0 ? [[sobject, rest] as const] : [];
    }),
  );
}

/** The commands to run where rows are still open, or where the org has more than the dataset. */
function nextOf(input: ReportInput, open: boolean): string[] {
  const { extra, wayOn } = input;
  if (extra.length > 0) return extra.every(({ heals }) => heals) ? wayOn.slice(1) : [...wayOn];
  // What failed may be fixed in the dataset too, and a plain load sends what differs; jobs under way are picked up.
  if (open) return [pendingJobs(input.outcomes).length > 0 ? `${wayOn[1]} --resume` : wayOn[1]];
  return Object.keys(leftOf(input)).length > 0 ? [`${wayOn[1]} --prune`] : [];
}

function pendingJobs(outcomes: Outcomes): LoadReport['pending'] {
  const jobs = new Map<string, LoadReport['pending'][number]>();
  for (const { job, sobject } of outcomes.pending) {
    const one = jobs.get(`${job} ${sobject}`) ?? { job, sobject, rows: 0 };
    jobs.set(`${job} ${sobject}`, { ...one, rows: one.rows + 1 });
  }
  return [...jobs.values()];
}

/** Writes a report into its run's folder: as text, as JSON, and the failed rows as CSV and JSON. */
export function writeReport(report: LoadReport, folder: string): void {
  const write = (name: string, text: string) => {
    try {
      writeFileSync(join(folder, name), text);
    } catch (error) {
      throw diskError(error, join(folder, name), 'The load itself is over, and the org has what it took.');
    }
  };
  const columns = ['sobject', 'key', 'file', 'line', 'code', 'message', 'cause', 'fix'] as const;
  const failed = report.failed.map((row) => columns.map((column) => String(row[column])));
  write('report.txt', `${reportText(report)}\n`);
  write('report.json', `${JSON.stringify(report, null, 2)}\n`);
  write('failed.csv', csvText(columns, failed));
  write('failed.json', `${JSON.stringify(report.failed, null, 2)}\n`);
}

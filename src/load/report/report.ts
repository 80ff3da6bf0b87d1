import type { TextTable } from '../../export/text-table.ts';
import type { AdoptedRecord } from '../adopt/adopted-text.ts';
import type { Outcomes } from '../execute/outcomes.ts';
import { explain } from './explain.ts';

/** Results by row of one sobject. Every row is counted once, in one of the last six. */
export interface SObjectReport {
  sobject: string;
  records: number;
  sent: number;
  created: number;
  updated: number;
  unchanged: number;
  failed: number;
  skipped: number;
  pending: number;
  /** How many records of the dataset the org has now. */
  in_org: number;
}

/** A row that Salesforce rejected, with the usual cause. */
export interface FailedRow {
  sobject: string;
  key: string;
  file: string;
  line: number;
  code: string;
  message: string;
  cause: string;
  fix: string;
}

/** Rows that were held back because of one record that is not in the org. */
export interface SkippedGroup {
  parent: string;
  sobject: string;
  rows: Record<string, number>;
  keys: string[];
}

export interface LoadReport {
  org: string;
  username: string;
  host: string;
  dataset: string;
  as_of: string;
  folder: string;
  exitCode: number;
  seconds: number;
  calls: { sf: number; rest: number };
  objects: SObjectReport[];
  /** Records that people made and that rows took over; a cleanup leaves them. */
  adopted: AdoptedRecord[];
  failed: FailedRow[];
  /** Why rows failed, the rarest reason first, with the number of rows. */
  causes: { sobject: string; code: string; message: string; rows: number; cause: string; fix: string }[];
  skipped: SkippedGroup[];
  /** Jobs that were still under way when the run stopped waiting. */
  pending: { job: string; sobject: string; rows: number }[];
  /** Records of the org that no row accounts for any more and that were deleted. */
  deleted: number;
  /** Records of earlier loads by sobject that are no longer in the dataset and that `--prune` deleted. */
  pruned: Record<string, number>;
  /** Why `--prune` deleted nothing, though there were such records. */
  unpruned: string[];
  /** Records that rows took over and that are no longer in the dataset, by sobject; they stay in any case. */
  released: Record<string, number>;
  /** Records of earlier loads by sobject that are no longer in the dataset and stay in the org. */
  left: Record<string, number>;
  /** Records of the org that neither the dataset nor its earlier loads account for. */
  extra: { sobject: string; kind: string; count: number; text: string }[];
  /** The commands to run where there are such. */
  next: string[];
  findings: { severity: string; text: string }[];
}

/** Counts each row of the tables once. */
export function countObjects(
  tables: readonly TextTable[],
  outcomes: Outcomes,
  inOrg: ReadonlyMap<string, number>,
  unclear: ReadonlySet<string> = new Set(),
): SObjectReport[] {
  const withheld = new Set(outcomes.withheld.filter(({ pass }) => pass === 'records').map(({ key }) => key));
  const pending = new Set(outcomes.pending.map(({ key }) => key));
  return tables.map(({ sobject, rows }) => {
    const report: SObjectReport = {
      ...{ sobject, records: rows.length, sent: 0, created: 0, updated: 0, unchanged: 0 },
      ...{ failed: 0, skipped: 0, pending: 0, in_org: inOrg.get(sobject) ?? 0 },
    };
    for (const [key = ''] of rows) {
      const own = outcomes.receipt('records', key);
      const link = outcomes.receipt('links', key);
      if (own || link || pending.has(key)) report.sent++;
      if (pending.has(key)) report.pending++;
      else if (withheld.has(key) || unclear.has(key)) report.skipped++;
      else if (own?.outcome === 'failed' || link?.outcome === 'failed') report.failed++;
      else if (own?.outcome === 'created') report.created++;
      else if (own || link) report.updated++;
      else report.unchanged++;
    }
    return report;
  });
}

/** The rows that failed, in the order of the tables, each with its place in the dataset. */
export function failedRows(tables: readonly TextTable[], outcomes: Outcomes): FailedRow[] {
  const undeleted = outcomes.undeleted.map(({ sobject, id, code, message }) => ({
    ...{ sobject, key: id, file: '', line: 0, code, message },
    ...explain(code, message),
  }));
  const failed = tables.flatMap(({ sobject, file, rows, lines }) =>
    rows.flatMap(([key = ''], position) =>
      (['records', 'links'] as const).flatMap((pass): FailedRow[] => {
        const receipt = outcomes.receipt(pass, key);
        if (receipt?.outcome !== 'failed') return [];
        const { code, message } = receipt;
        return [{ sobject, key, file, line: lines[position]!, code, message, ...explain(code, message) }];
      }),
    ),
  );
  return [...failed, ...undeleted];
}

/** Rows that were held back, by the record at whose failure it began: many children are one group. */
export function skippedGroups(
  outcomes: Outcomes,
  sobjectOf: Pick<ReadonlyMap<string, string>, 'get'>,
): SkippedGroup[] {
  const parentOf = new Map(
    outcomes.withheld.filter(({ pass }) => pass === 'records').map(({ key, parent }) => [key, parent]),
  );
  const rootOf = (key: string): string => {
    let root = key;
    for (let up = parentOf.get(root); up !== undefined; up = parentOf.get(root)) root = up;
    return root;
  };
  const groups = new Map<string, SkippedGroup>();
  for (const { sobject, pass, key, parent } of outcomes.withheld) {
    const root = rootOf(parent);
    const group = groups.get(root) ?? {
      parent: root,
      sobject: sobjectOf.get(root) ?? '',
      rows: {},
      keys: [],
    };
    const name = pass === 'links' ? `${sobject} links` : sobject;
    group.rows[name] = (group.rows[name] ?? 0) + 1;
    group.keys.push(key);
    groups.set(root, group);
  }
  return [...groups.values()];
}

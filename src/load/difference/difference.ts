import { sameId } from '../../catalog/record-id.ts';
import type { ExportColumn, ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { Blanks } from './blanks.ts';
import type { Held, Ids } from './held.ts';
import { sameValue } from './same-value.ts';

/** Salesforce derives these from another field when they are not sent. */
const DERIVED = new Set([
  'Opportunity.Probability',
  'Opportunity.ForecastCategoryName',
  'Event.StartDateTime',
  'Event.EndDateTime',
  'Event.DurationInMinutes',
  'Event.ActivityDate',
  'Event.ActivityDateTime',
]);

/** The rows of a file that differ from the org's records. */
export interface UpsertDifference {
  file: ExportFile;
  /** Keys of rows that the org has already. */
  unchanged: string[];
}

interface DifferenceContext {
  org: OrgObject;
  held: Held;
  ids: Ids;
  externalIdField: string;
  blanks: Blanks;
}

/**
 * Compares the files of an upserted sobject with the org's records. A new row is sent as it is; of a changed one a blank cell
 * becomes `#N/A` where the org has a value that this dataset sent; of create-only columns changed rows are sent without, in
 * a file of their own.
 */
export function upsertDifference(
  files: readonly ExportFile[],
  context: DifferenceContext,
): UpsertDifference[] {
  const byKey = new Map(
    context.held.records.map((record) => [String(record[context.externalIdField]), record]),
  );
  const linked = new Set(
    files
      .filter((file) => file.pass === 'links')
      .flatMap((file) => file.rows.map((row) => `${file.columns[1]!.field} ${row.key}`)),
  );
  const records = files.filter((file) => file.pass === 'records');
  return files.flatMap((file): UpsertDifference[] => {
    const full =
      file.pass === 'links'
        ? { ...file, rows: [...file.rows, ...unlinked(file, records, byKey, context)] }
        : file;
    const fresh: ExportRow[] = [];
    const changed: ExportRow[] = [];
    const unchanged: string[] = [];
    for (const row of full.rows) {
      const record = byKey.get(row.key);
      const cells = record ? changedCells(full, row, record, context, linked) : row.cells;
      if (!record) fresh.push(withoutNulls(row));
      else if (cells) changed.push({ ...row, cells });
      else unchanged.push(row.key);
    }

    if (!file.columns.some(isCreateOnly) || changed.length === 0) {
      return [{ file: { ...file, rows: inOrder(full, [...fresh, ...changed]) }, unchanged }];
    }
    const kept = file.columns.map((column) => !isCreateOnly(column));
    const without = {
      ...file,
      name: `${file.name}-changed`,
      columns: file.columns.filter((_, at) => kept[at]),
      rows: changed.map((row) => ({ ...row, cells: row.cells.filter((_, at) => kept[at]) })),
    };
    return [
      { file: { ...file, rows: fresh }, unchanged },
      { file: without, unchanged: [] },
    ];
  });
}

/** True for a column that only a new row may have. */
function isCreateOnly(column: ExportColumn): boolean {
  return 'createOnly' in column && column.createOnly === true;
}

/** A row for an insert: there is nothing yet that `#N/A` could empty. */
export function withoutNulls(row: ExportRow): ExportRow {
  return { ...row, cells: row.cells.map((cell) => (cell === NULL_CELL ? '' : cell)) };
}

/** The cells to send for a row that differs from its record; undefined where nothing differs. */
function changedCells(
  file: ExportFile,
  row: ExportRow,
  record: OrgRecord,
  context: DifferenceContext,
  linked: ReadonlySet<string>,
): string[] | undefined {
  const { blanks } = context;
  let differs = false;
  const confirmed: string[] = [];
  const cells = row.cells.map((cell, at) => {
    const column = file.columns[at]!;
    if (column.kind === 'key' || isCreateOnly(column)) return cell;
    const held = record[column.field];
    const field = context.org.fields[column.field]!;
    if (cell === '') {
      if (isBlank(held)) return cell;
      const kept = field.type === 'boolean' || !field.nillable || field.defaultedOnCreate;
      if (kept || DERIVED.has(`${file.sobject}.${column.field}`) || linked.has(`${column.field} ${row.key}`))
        return cell;
      if (!blanks.mayClear(file.sobject, row.key, record.Id, column.field)) return cell;
      differs = true;
      return NULL_CELL;
    }
    if (cell === NULL_CELL) {
      const bare = field.type === 'boolean' ? held !== true : isBlank(held);
      if (bare) return '';
      differs = true;
      return field.type === 'boolean' ? 'false' : NULL_CELL;
    }
    const same =
      column.kind === 'value'
        ? sameValue(field, cell, held)
        : sameId(column.kind === 'parent' ? context.ids.get(cell) : cell, held);
    if (same) confirmed.push(column.field);
    else differs = true;
    return cell;
  });
  blanks.confirm(file.sobject, row.key, record.Id, confirmed);
  return differs ? cells : undefined;
}

const isBlank = (held: unknown) => held === null || held === undefined || held === '';

/** Rows whose lookup the dataset leaves blank or empties while the org has one, in a column that the first pass has not. */
function unlinked(
  file: ExportFile,
  records: readonly ExportFile[],
  byKey: ReadonlyMap<string, OrgRecord>,
  { blanks }: DifferenceContext,
): ExportRow[] {
  const { field } = file.columns[1]!;
  const wanted = new Set(file.rows.map((row) => row.key));
  return records.flatMap((other) => {
    if (other.columns.some((column) => column.field === field)) return [];
    return other.rows
      .filter((row) => {
        const record = byKey.get(row.key);
        if (wanted.has(row.key) || !record?.[field]) return false;
        return blanks.mayClear(file.sobject, row.key, record.Id, field);
      })
      .map((row) => ({ key: row.key, line: row.line, cells: [row.key, NULL_CELL] }));
  });
}

/** Rows in the order of their file, which keeps those of one parent together. */
function inOrder(file: ExportFile, rows: readonly ExportRow[]): ExportRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return file.rows.flatMap((row) => byKey.get(row.key) ?? []);
}

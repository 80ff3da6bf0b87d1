import { sameId } from '../../catalog/record-id.ts';
import type { ExportColumn, ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { NumberList } from '../../shared/rows/number-list.ts';
import { PackedRows } from '../../shared/rows/packed-rows.ts';
import { joinRows, mapRows, pickRows, type Rows } from '../../shared/rows/rows.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { Blanks } from './blanks.ts';
import { type ByKey, type Held, heldByKey, type Ids } from './held.ts';
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
  unchanged: Rows<string>;
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
  const byKey = heldByKey(context.held.records, context.externalIdField, context.ids);
  const linked = new Set(
    files
      .filter((file) => file.pass === 'links')
      .flatMap((file) => file.rows.map((row) => `${file.columns[1]!.field} ${row.key}`)),
  );
  const records = files.filter((file) => file.pass === 'records');
  return files.flatMap((file): UpsertDifference[] => {
    const full =
      file.pass === 'links'
        ? { ...file, rows: joinRows(file.rows, unlinked(file, records, byKey, context)) }
        : file;
    const { rows, fresh, changed, unchanged } = compareRows(full, byKey, context, linked);
    if (!file.columns.some(isCreateOnly) || changed.length === 0)
      return [{ file: { ...file, rows }, unchanged }];
    const kept = file.columns.map((column) => !isCreateOnly(column));
    const without = {
      ...file,
      name: `${file.name}-changed`,
      columns: file.columns.filter((_, at) => kept[at]),
      rows: mapRows(changed, (row) => ({ ...row, cells: row.cells.filter((_, at) => kept[at]) })),
    };
    return [
      { file: { ...file, rows: fresh }, unchanged },
      { file: without, unchanged: [] },
    ];
  });
}

/** Parts the rows of a file; those to send are also together in the order of the file, which keeps those of one parent together. */
function compareRows(
  file: ExportFile,
  byKey: ByKey,
  context: DifferenceContext,
  linked: ReadonlySet<string>,
): Record<'rows' | 'fresh' | 'changed', Rows<ExportRow>> & { unchanged: Rows<string> } {
  const sent = new NumberList();
  const fresh = new NumberList();
  const changed = new NumberList();
  const unchanged = new NumberList();
  const cellsOf = new PackedRows();
  /** Of each row to send, where its changed cells are, from 1; 0 for a new row. */
  const changes = new NumberList();
  file.rows.forEach((row, position) => {
    const record = byKey.get(row.key);
    const cells = record && changedCells(file, row, record, context, linked);
    if (record && !cells) {
      unchanged.push(position);
      return;
    }
    if (cells) cellsOf.push(cells);
    (cells ? changed : fresh).push(sent.length);
    changes.push(cells ? cellsOf.length : 0);
    sent.push(position);
  });
  const rows = mapRows(pickRows(file.rows, sent.values()), (row, at) => {
    const change = changes.at(at);
    return change === 0 ? withoutNulls(row) : { ...row, cells: cellsOf.at(change - 1) };
  });
  return {
    rows,
    fresh: pickRows(rows, fresh.values()),
    changed: pickRows(rows, changed.values()),
    unchanged: mapRows(pickRows(file.rows, unchanged.values()), ({ key }) => key),
  };
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
  byKey: ByKey,
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

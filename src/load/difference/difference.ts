import type { ExportColumn, ExportFile, ExportRow } from '../../export/export-file.ts';
import { type OrgObject, requiredOnInsert } from '../../export/org-schema.ts';
import type { OrgRecord } from '../org/query.ts';
import type { Held, Ids } from './held.ts';
import { sameId, sameValue } from './same-value.ts';

/** Sets a field to null, where a blank cell would leave it as it is. Source: Bulk API 2.0 Developer Guide. */
const NULL = '#N/A';

/** Salesforce derives these from another field when they are not sent. */
const DERIVED = new Set(['Opportunity.Probability', 'Opportunity.ForecastCategoryName']);

/** The rows of a file that the org does not hold as they are. */
export interface Difference {
  file: ExportFile;
  /** Keys of rows that the org holds already. */
  unchanged: string[];
}

interface DifferenceContext {
  org: OrgObject;
  held: Held;
  ids: Ids;
  externalIdField: string;
}

/**
 * Compares the files of an upserted sobject with what the org holds. A new row goes as it is; of a changed one a blank
 * cell where the org has a value becomes `#N/A`; of create-only columns changed rows are sent without, in a file of their own.
 */
export function difference(files: readonly ExportFile[], context: DifferenceContext): Difference[] {
  const byKey = new Map(
    context.held.records.map((record) => [String(record[context.externalIdField]), record]),
  );
  const linked = new Set(
    files
      .filter((file) => file.pass === 'links')
      .flatMap((file) => file.rows.map((row) => `${file.columns[1]!.field} ${row.key}`)),
  );
  const records = files.filter((file) => file.pass === 'records');
  return files.flatMap((file): Difference[] => {
    const full =
      file.pass === 'links' ? { ...file, rows: [...file.rows, ...unlinked(file, records, byKey)] } : file;
    const fresh: ExportRow[] = [];
    const changed: ExportRow[] = [];
    const unchanged: string[] = [];
    for (const row of full.rows) {
      const record = byKey.get(row.key);
      const cells = record ? changedCells(full, row, record, context, linked) : row.cells;
      if (!record) fresh.push(row);
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

/** The cells to send for a row that the org holds otherwise; undefined where nothing differs. */
function changedCells(
  file: ExportFile,
  row: ExportRow,
  record: OrgRecord,
  context: DifferenceContext,
  linked: ReadonlySet<string>,
): string[] | undefined {
  let differs = false;
  const cells = row.cells.map((cell, at) => {
    const column = file.columns[at]!;
    if (column.kind === 'key' || isCreateOnly(column)) return cell;
    const held = record[column.field];
    const field = context.org.fields[column.field];
    if (cell === '') {
      if (held === null || held === undefined || held === '' || !field) return cell;
      const kept =
        field.type === 'boolean' || !field.nillable || field.defaultedOnCreate || requiredOnInsert(field);
      if (kept || DERIVED.has(`${file.sobject}.${column.field}`) || linked.has(`${column.field} ${row.key}`))
        return cell;
      differs = true;
      return NULL;
    }
    const same =
      column.kind === 'value'
        ? sameValue(field ?? { type: 'string', scale: 0 }, cell, held)
        : sameId(column.kind === 'parent' ? context.ids.get(cell) : cell, held);
    if (!same) differs = true;
    return cell;
  });
  return differs ? cells : undefined;
}

/** Rows whose lookup the fixture leaves blank while the org has one. */
function unlinked(
  file: ExportFile,
  records: readonly ExportFile[],
  byKey: ReadonlyMap<string, OrgRecord>,
): ExportRow[] {
  const { field } = file.columns[1]!;
  const wanted = new Set(file.rows.map((row) => row.key));
  return records.flatMap((other) => {
    const at = other.columns.findIndex((column) => column.field === field);
    return other.rows
      .filter(
        (row) => !wanted.has(row.key) && (at < 0 || row.cells[at] === '') && byKey.get(row.key)?.[field],
      )
      .map((row) => ({ key: row.key, line: row.line, cells: [row.key, NULL] }));
  });
}

/** Rows in the order of their file, which keeps those of one parent together. */
function inOrder(file: ExportFile, rows: readonly ExportRow[]): ExportRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return file.rows.flatMap((row) => byKey.get(row.key) ?? []);
}

import type { ExportFile } from '../../export/export-file.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import { sameValue } from './same-value.ts';

/** Types of which two records often have the same value by chance, or another by an `--as-of`. */
const VAGUE = new Set(['boolean', 'date', 'datetime', 'time', 'picklist', 'multipicklist']);

/**
 * How many of the org's records have the key of a row, and how many of those say what the row says: at least half of its
 * texts and numbers. A row without any is given the benefit of the doubt.
 */
export function recognized(
  files: readonly ExportFile[],
  records: readonly OrgRecord[],
  context: { org: OrgObject; externalIdField: string },
): { shared: number; recognized: number } {
  const byKey = new Map(records.map((record) => [String(record[context.externalIdField]), record]));
  let shared = 0;
  let same = 0;
  for (const { pass, columns, rows } of files) {
    if (pass !== 'records') continue;
    const told = columns.flatMap((column, at) => {
      const field = context.org.fields[column.field];
      return column.kind === 'value' && field && !VAGUE.has(field.type) ? [{ at, field }] : [];
    });
    for (const row of rows) {
      const record = byKey.get(row.key);
      if (!record) continue;
      shared++;
      const cells = told.filter(({ at }) => !isEmptyCell(row.cells[at]!));
      const equal = cells.filter(({ at, field }) => sameValue(field, row.cells[at]!, record[field.name]));
      if (equal.length * 2 >= cells.length) same++;
    }
  }
  return { shared, recognized: same };
}

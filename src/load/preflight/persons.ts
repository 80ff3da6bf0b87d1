import { cellsBy, kindsOfRows } from '../../catalog/row-kinds.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import { rowsText } from '../../shared/counted.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

/** Fields that only person accounts have. Source: Object Reference, Account. */
const OF_PERSONS = /^(?:FirstName|MiddleName|Suffix|Person[A-Z]\w*|\w+__pc)$/;

/**
 * Fields of persons that are filled in new accounts without a LastName, which are companies': an org refuses them. Of
 * records that the org has, it knows the kind.
 */
export function personFields(
  { neutral, schema }: Pick<PreparedExport, 'neutral' | 'schema'>,
  present: ReadonlySet<string>,
): Finding[] {
  return neutral.tables.flatMap((table) => {
    const fields = schema[table.sobject]?.fields ?? {};
    const persons = kindsOfRows(table.sobject, fields).find(({ needs }) => needs.includes('LastName'));
    if (!persons) return [];
    const cellOf = cellsBy(table.columns);
    return table.columns.flatMap((column, at): Finding[] => {
      if (!OF_PERSONS.test(column) || fields[column]?.createable !== true) return [];
      let rows = 0;
      let line = 0;
      table.rows.forEach((row, position) => {
        if (isEmptyCell(row[at]!) || present.has(row[0]!) || persons.has(cellOf(row))) return;
        rows++;
        line ||= table.lines[position]!;
      });
      if (rows === 0) return [];
      const message = `${table.sobject}.${column} is filled in ${rowsText(rows)} without LastName: only person accounts have it, and they need a LastName.`;
      const hint = `Fill LastName, or leave ${column} blank.`;
      return [{ severity: 'error', problem: { message, place: { file: table.file, line }, hint } }];
    });
  });
}

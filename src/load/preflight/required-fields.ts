import type { Prepared } from '../../export/prepare.ts';
import { requiredOnInsert } from '../../org/describe.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

/**
 * Fields that an insert needs and that are blank in some row, or have no column; records that the org holds can do
 * without the column.
 */
export function requiredFields(
  { neutral, schema }: Pick<Prepared, 'neutral' | 'schema'>,
  present: ReadonlySet<string>,
): Finding[] {
  return neutral.tables.flatMap((table) => {
    const fields = Object.values(schema[table.sobject]?.fields ?? {}).filter(requiredOnInsert);
    return fields.flatMap(({ name }): Finding[] => {
      const at = table.columns.indexOf(name);
      const lacking = table.rows.findIndex((row) => (at < 0 ? !present.has(row[0]!) : isEmptyCell(row[at]!)));
      if (lacking < 0) return [];
      const blank = at < 0 ? 0 : table.rows.filter((row) => isEmptyCell(row[at]!)).length;
      const also = blank > 1 ? ` and in ${blank - 1} more ${blank === 2 ? 'row' : 'rows'}` : '';
      const what = at < 0 ? 'the data set does not have' : `is blank here${also}`;
      const message = `The org requires ${table.sobject}.${name}, which ${what}.`;
      const line = at < 0 ? 1 : table.lines[lacking]!;
      const hint = 'Fill it in the recipe, or make it optional in the org.';
      return [{ severity: 'error', problem: { message, place: { file: table.file, line }, hint } }];
    });
  });
}

import { requiredOnInsert } from '../../export/org-schema.ts';
import type { Prepared } from '../../export/prepare.ts';
import type { TextTable } from '../../export/text-table.ts';
import type { Finding } from './preflight.ts';

/** Fields that an insert needs and that are blank in some row. */
export function blankFields(prepared: Prepared): Finding[] {
  return forRequired(prepared, (table, field) => {
    const at = table.columns.indexOf(field);
    const blank = at < 0 ? -1 : table.rows.findIndex((row) => row[at] === '');
    return blank < 0 ? undefined : { what: 'is blank here', line: table.lines[blank]! };
  });
}

/** Fields that an insert needs and that have no column; records that are there already can do without. */
export function missingFields(prepared: Prepared, present: ReadonlySet<string>): Finding[] {
  return forRequired(prepared, (table, field) => {
    if (table.columns.includes(field)) return undefined;
    const at = table.columns.indexOf('ExternalId');
    const created = table.rows.findIndex((row) => !present.has(row[at]!));
    return created < 0 ? undefined : { what: 'the data set does not have', line: table.lines[created]! };
  });
}

function forRequired(
  { neutral, schema }: Prepared,
  check: (table: TextTable, field: string) => { what: string; line: number } | undefined,
): Finding[] {
  return neutral.tables.flatMap((table) => {
    const fields = Object.values(schema[table.sobject]?.fields ?? {}).filter(requiredOnInsert);
    return fields.flatMap(({ name }): Finding[] => {
      const found = check(table, name);
      if (!found) return [];
      const message = `The org requires ${table.sobject}.${name}, which ${found.what}.`;
      const hint = 'Fill it in the recipe, or make it optional in the org.';
      return [
        { severity: 'error', problem: { message, place: { file: table.file, line: found.line }, hint } },
      ];
    });
  });
}

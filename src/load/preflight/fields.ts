import { canLack, cellsBy, kindsOfRows } from '../../catalog/row-kinds.ts';
import type { UnknownValue } from '../../export/compile/notes.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import { requiredOnInsert } from '../../org/describe.ts';
import { counted, countText, rowsText } from '../../shared/counted.ts';
import type { Problem } from '../../shared/errors.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

/**
 * Fields that an insert needs and that are blank in some row, or have no column; records that the org has can do
 * without the column.
 */
export function requiredFields(
  { neutral, schema }: Pick<PreparedExport, 'neutral' | 'schema'>,
  present: ReadonlySet<string>,
): Finding[] {
  return neutral.tables.flatMap((table) => {
    const fields = Object.values(schema[table.sobject]?.fields ?? {}).filter(requiredOnInsert);
    const cellOf = cellsBy(table.columns);
    const kinds = kindsOfRows(table.sobject, schema[table.sobject]?.fields);
    return fields.flatMap(({ name }): Finding[] => {
      const at = table.columns.indexOf(name);
      const lacks = (row: readonly string[]) =>
        (at < 0 ? !present.has(row[0]!) : isEmptyCell(row[at]!)) && !canLack(kinds, name, cellOf(row));
      const lacking = table.rows.findIndex(lacks);
      if (lacking < 0) return [];
      const blank = at < 0 ? 0 : table.rows.filter(lacks).length;
      const also = blank > 1 ? ` and in ${countText(blank - 1, 'more row')}` : '';
      const what = at < 0 ? "the dataset doesn't have" : `is blank here${also}`;
      const message = `The org requires ${table.sobject}.${name}, which ${what}.`;
      const line = at < 0 ? 1 : table.lines[lacking]!;
      const hint = 'Fill it in the recipe, or make it optional in the org.';
      return [{ severity: 'error', problem: { message, place: { file: table.file, line }, hint } }];
    });
  });
}

const MEASURED = new Set([
  'string',
  'textarea',
  'email',
  'phone',
  'url',
  'picklist',
  'combobox',
  'encryptedstring',
]);

/** Texts longer than their field is in the org, which would fail with STRING_TOO_LONG: one problem a field. */
export function lengthProblems(prepared: PreparedExport): Problem[] {
  return prepared.neutral.tables.flatMap((table) =>
    table.columns.flatMap((column, at): Problem[] => {
      const field = prepared.schema[table.sobject]?.fields[column];
      if (!field || field.length <= 0 || !MEASURED.has(field.type)) return [];
      const lengthOf = (cell: string) => (field.bytes ? Buffer.byteLength(cell) : cell.length);
      const long = table.rows.flatMap((row, position) =>
        // No character has more than three bytes for each of its units.
        row[at]!.length * 3 > field.length && lengthOf(row[at]!) > field.length ? [position] : [],
      );
      const [first] = long;
      if (first === undefined) return [];
      const row = table.rows.at(first)!;
      const unit = field.bytes ? 'bytes' : 'characters';
      const also =
        long.length === 1 ? '' : ` ${countText(long.length - 1, 'more row is', 'more rows are')} too long.`;
      return [
        {
          message: `${column} has ${counted(lengthOf(row[at]!))} ${unit}; the org's field accepts ${counted(field.length)}.${also}`,
          place: { file: table.file, line: table.lines[first]!, key: row[0]! },
          hint: 'Set the length under `objects:` in config.yml and generate again.',
        },
      ];
    }),
  );
}

/** Values of a field that are named, the rarest first. */
const NAMED = 12;

/** Values that an org's picklists lack: one finding a field, the fields and the values with the fewest rows first. */
export function picklistFindings(unknownValues: readonly UnknownValue[]): Finding[] {
  const fields = Map.groupBy(unknownValues, ({ sobject, field }) => `${sobject}.${field}`);
  const rowsOf = (values: readonly UnknownValue[]) => values.reduce((sum, { rows }) => sum + rows, 0);
  return [...fields.values()]
    .sort((a, b) => rowsOf(a) - rowsOf(b))
    .map((values): Finding => {
      const rarestFirst = values.toSorted((a, b) => a.rows - b.rows);
      const [{ sobject, field, value, restricted, known }] = rarestFirst as [UnknownValue];
      const named = rarestFirst.slice(0, NAMED).map((one) => `"${one.value}" (${rowsText(one.rows)})`);
      const rest = rarestFirst.slice(NAMED);
      const more = rest.length > 0 ? `, and ${counted(rest.length)} more in ${rowsText(rowsOf(rest))}` : '';
      const how = restricted ? 'is restricted and has no value' : 'has no value';
      const message = `The org's picklist ${sobject}.${field} ${how} ${named.join(', ')}${more}.`;
      const mapped = rarestFirst.find((one) => one.mappedTo !== undefined);
      const wrong = mapped
        ? `"${mapped.value}" is mapped to "${mapped.mappedTo}", which it doesn't have either. `
        : '';
      const hint = `${wrong}Map each value in config.yml, \`salesforce: {picklists: {${sobject}.${field}: {"${value}": "${known[0] ?? ''}"}}}\`; the org has ${known.join(', ')}.`;
      return { severity: restricted ? 'error' : 'warning', problem: { message, hint } };
    });
}

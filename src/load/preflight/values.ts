import { booleanOf } from '../../catalog/boolean-cell.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { OrgField } from '../../org/describe.ts';
import { countText } from '../../shared/counted.ts';
import type { Problem } from '../../shared/errors.ts';
import { quoted } from '../../shared/quote.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';

/** Returns why an org refuses a cell, or undefined: `must be a number`. */
type Check = (cell: string) => string | undefined;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d(?:Z|T00:00:00(?:\.0+)?Z?)?$/;
const DATETIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:?\d\d)?$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.\d{1,3})?Z?$/;
const EMAIL = /^[^\s@<>(),;:"[\]]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(day)) return false;
  return day >= '1700-01-01' && day <= '4000-12-31';
}

function isTime(cell: string): boolean {
  const [, hours, minutes, seconds] = TIME.exec(cell) ?? [];
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}

/** The largest number that a field takes; undefined if the describe doesn't say. */
function mostOf({ name, type, precision, scale }: OrgField): { most: number; text: string } | undefined {
  if (/Latitude(?:__s)?$/.test(name)) return { most: 90, text: 'must be a latitude, from -90 to 90' };
  if (/Longitude(?:__s)?$/.test(name)) return { most: 180, text: 'must be a longitude, from -180 to 180' };
  if (type === 'int') return { most: 2 ** 31 - 1, text: 'can be at most 2147483647' };
  if (precision <= 0) return undefined;
  const digits = precision - scale;
  const text = `can have at most ${countText(digits, 'digit')} before the decimal point`;
  return { most: 10 ** digits - 10 ** -scale / 2, text };
}

function numberCheck(field: OrgField): Check {
  const limit = mostOf(field);
  const isPlace = limit !== undefined && /itude/.test(limit.text);
  return (cell) => {
    if (!NUMBER.test(cell)) return 'must be a number';
    const size = Math.abs(Number(cell));
    return limit && (isPlace ? size > limit.most : size >= limit.most + (field.type === 'int' ? 1 : 0))
      ? limit.text
      : undefined;
  };
}

/**
 * The check of a field's cells, as its org reads them. Sources: Bulk API 2.0 Developer Guide, "Valid Date Format in
 * Records"; SOAP API Developer Guide, primitive data types and compound fields.
 */
function checkOf(field: OrgField): Check | undefined {
  switch (field.type) {
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return numberCheck(field);
    case 'boolean':
      return (cell) => (booleanOf(cell) === undefined ? 'must be true or false' : undefined);
    case 'date':
      return (cell) =>
        DATE.test(cell) && isDay(cell.slice(0, 10)) ? undefined : 'must be a date such as 2026-01-15';
    case 'datetime':
      return (cell) =>
        DATETIME.test(cell) && isDay(cell.slice(0, 10)) && isTime(cell.slice(11, 19))
          ? undefined
          : 'must be a time such as 2026-01-15T14:30:00.000Z';
    case 'time':
      return (cell) => (isTime(cell) ? undefined : 'must be a time of day such as 10:30:00');
    case 'email':
      return (cell) => (EMAIL.test(cell) ? undefined : 'must be an email address');
    default:
      return undefined;
  }
}

/** Cells that their field can't hold, which would fail with INVALID_FIELD or NUMBER_OUTSIDE_VALID_RANGE: one problem a field. */
export function wrongValues({ compiled, schema }: Pick<PreparedExport, 'compiled' | 'schema'>): Problem[] {
  return compiled.files.flatMap(({ sobject, source, pass, columns, rows }) =>
    columns.flatMap((column, at): Problem[] => {
      const field = schema[sobject]?.fields[column.field];
      const check = pass === 'records' && column.kind === 'value' && field ? checkOf(field) : undefined;
      if (!check) return [];
      const wrongOf = (cell: string) => (isEmptyCell(cell) ? undefined : check(cell.trim()));
      const wrong = rows.filter(({ cells }) => wrongOf(cells[at]!) !== undefined);
      const [first] = wrong;
      if (!first) return [];
      const also =
        wrong.length === 1
          ? ''
          : ` ${countText(wrong.length - 1, 'more row has', 'more rows have')} such a value.`;
      return [
        {
          message: `${sobject}.${column.field} ${wrongOf(first.cells[at]!)}; got ${quoted(first.cells[at]!)}.${also}`,
          place: { file: source, line: first.line, key: first.key },
          hint: 'Correct it in the recipe and generate again.',
        },
      ];
    }),
  );
}

import { quoted } from '../shared/quote.ts';
import { isPlaceholder } from '../shared/special-cells.ts';
import { choicesOf } from './choices.ts';
import { textLimit } from './derive.ts';
import type { Field } from './types.ts';

/** Returns what is wrong with a cell, or undefined. */
export type CellCheck = (cell: string) => string | undefined;

const FORMS = {
  boolean: [/^(?:true|false)$/, 'true or false'],
  int: [/^-?\d{1,10}$/, 'a whole number'],
  date: [/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-01-15'],
  time: [/^\d\d:\d\d:\d\d(?:\.\d{1,3})?Z?$/, 'a time of day such as 10:30:00'],
  datetime: [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'a time such as 2026-01-15T14:30:00.000Z'],
} as const;

/** The largest whole number that Salesforce stores. */
const MOST = 2 ** 31 - 1;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True if a text in the form of a date is a day of the calendar in the years that Salesforce knows, 1700 to 4000. */
function isDay(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : DAYS[month - 1];
  return year >= 1700 && year <= 4000 && days !== undefined && day >= 1 && day <= days;
}

/** True if a text in the form of a time, as in a datetime, is a time of the day. */
function isTime(text: string): boolean {
  return Number(text.slice(0, 2)) < 24 && Number(text.slice(3, 5)) < 60 && Number(text.slice(6, 8)) < 60;
}

/**
 * Returns what is wrong with a cell that has the format of its type but isn't valid: 2026-02-30, 25:00, 9999999999.
 * Every org refuses it.
 */
export function impossibleValue(field: Field | undefined, cell: string): string | undefined {
  const type = field?.type;
  if (type !== 'int' && type !== 'date' && type !== 'datetime' && type !== 'time') return undefined;
  if (!FORMS[type][0].test(cell)) return undefined;
  if (type === 'int')
    return Number(cell) <= MOST && Number(cell) >= -MOST - 1
      ? undefined
      : `"${cell}" is out of range: a whole number can be at most ${MOST}.`;
  if (type === 'time') return isTime(cell) ? undefined : `"${cell}" isn't a time of day.`;
  if (!isDay(cell)) return `"${cell}" isn't a date from 1700-01-01 to 4000-12-31.`;
  return type === 'date' || isTime(cell.slice(11)) ? undefined : `"${cell}" isn't a time of day.`;
}

/** Returns a check of a field's cells, by the catalog; the check returns what is wrong with a text, or undefined. */
export function cellCheck(field: Field | undefined): CellCheck {
  if (!field) return () => undefined;
  switch (field.type) {
    case 'boolean':
    case 'int':
    case 'date':
    case 'datetime':
    case 'time': {
      const [form, name] = FORMS[field.type];
      return (cell) => (form.test(cell) ? impossibleValue(field, cell) : `${quoted(cell)} isn't ${name}.`);
    }
    case 'double':
    case 'currency':
    case 'percent': {
      const whole = field.precision - field.scale;
      const form = new RegExp(`^-?\\d{1,${Math.max(1, whole)}}(?:\\.\\d{1,18})?$`);
      return (cell) =>
        form.test(cell) ? undefined : `${quoted(cell)} isn't a number with at most ${whole} digits.`;
    }
    case 'combobox':
      return () => undefined;
    case 'picklist':
    case 'multipicklist': {
      if (!field.restricted) return () => undefined;
      const values = new Set(field.values);
      return (cell) => {
        const wrong = choicesOf(field.type, cell).find((one) => !values.has(one));
        return wrong === undefined ? undefined : `${quoted(wrong)} isn't one of ${field.values.join(', ')}.`;
      };
    }
    case 'reference':
      return () => undefined;
    default:
      return lengthCheck(field);
  }
}

function lengthCheck(field: Field): CellCheck {
  const limit = textLimit(field)!;
  const size =
    limit.unit === 'bytes' ? (cell: string) => Buffer.byteLength(cell) : (cell: string) => cell.length;
  return (cell) =>
    size(cell) <= limit.max || isPlaceholder(cell)
      ? undefined
      : `${quoted(cell)} has ${size(cell)} ${limit.unit}; the maximum is ${limit.max}.`;
}

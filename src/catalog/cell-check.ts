import { isPlaceholder } from '../dataset/placeholder.ts';
import { lengthOf } from './derive.ts';
import type { Field } from './types.ts';
/** What is wrong with a cell, or undefined. */
export type CellCheck = (cell: string) => string | undefined;

const FORMS = {
  boolean: [/^(?:true|false)$/, 'true or false'],
  int: [/^-?\d{1,10}$/, 'a whole number'],
  date: [/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-01-15'],
  datetime: [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'a time such as 2026-01-15T14:30:00.000Z'],
} as const;

/** What a cell of a field must be, by the catalog; a check answers what is wrong with a text, or nothing. */
export function cellCheck(field: Field | undefined): CellCheck {
  if (!field) return () => undefined;
  switch (field.type) {
    case 'boolean':
    case 'int':
    case 'date':
    case 'datetime': {
      const [form, name] = FORMS[field.type];
      return (cell) => (form.test(cell) ? undefined : `"${shortened(cell)}" is not ${name}.`);
    }
    case 'double':
    case 'currency':
    case 'percent': {
      const whole = field.precision - field.scale;
      const form = new RegExp(`^-?\\d{1,${Math.max(1, whole)}}(?:\\.\\d{1,18})?$`);
      return (cell) =>
        form.test(cell) ? undefined : `"${shortened(cell)}" is not a number of ${whole} digits at most.`;
    }
    case 'picklist': {
      if (!field.restricted) return () => undefined;
      const values = new Set(field.values);
      return (cell) =>
        values.has(cell) ? undefined : `"${shortened(cell)}" is not one of ${field.values.join(', ')}.`;
    }
    case 'reference':
      return () => undefined;
    default:
      return lengthCheck(field);
  }
}

function lengthCheck(field: Field): CellCheck {
  const limit = lengthOf(field)!;
  const size =
    limit.unit === 'bytes' ? (cell: string) => Buffer.byteLength(cell) : (cell: string) => cell.length;
  return (cell) =>
    size(cell) <= limit.max || isPlaceholder(cell)
      ? undefined
      : `"${shortened(cell)}" has ${size(cell)} ${limit.unit}; ${limit.max} is the most.`;
}

function shortened(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 37)}...` : cell;
}

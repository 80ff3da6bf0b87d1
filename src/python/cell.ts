import { PyDateTime } from './dates/datetime.ts';
import { text } from './text.ts';
import type { Value } from './value.ts';

/**
 * Returns the text of a value in a dataset's CSV: empty for null, `true` and `false`, datetimes in UTC with
 * milliseconds (`2026-01-15T14:30:00.000Z`), and `str()` for everything else.
 */
export function cellText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof PyDateTime)
    return new Date(value.epoch * 1000 + Math.floor(value.microsecond / 1000)).toISOString();
  return text(value);
}

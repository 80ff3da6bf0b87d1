import { integer, itemsOf } from '../../python/sequence.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';

/** Parses numbers of a rule: `15`, `"1, 15, -1"`, or a list, in order; undefined if there are none. */
export function numbersOf(
  name: string,
  given: Value | undefined,
  least: number,
  most: number,
): number[] | undefined {
  if (given === undefined) return undefined;
  const items =
    typeof given === 'string' ? given.split(',') : typeof given === 'number' ? [given] : itemsOf(given);
  return items
    .map((item) => {
      const number = typeof item === 'string' ? Number(item.trim() || Number.NaN) : integer(item, name);
      const isSigned = least < 0;
      if (!Number.isInteger(number) || number < least || number > most || (isSigned && number === 0))
        throw new FormulaError(
          `${name} has no '${text(item)}'.`,
          `It takes numbers from ${isSigned ? 1 : 0} to ${most}.`,
        );
      return number;
    })
    .sort((a, b) => a - b);
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Parses days of the week of a rule: `MO, WE`, `MO(+1)` for the first Monday, `FR(-1)` for the last Friday. */
export function weekdaysOf(given: Value | undefined): { day: number; nth: number | undefined }[] | undefined {
  if (given === undefined) return undefined;
  const items = Array.isArray(given) ? given.map(text) : text(given).split(',');
  return items.map((item) => {
    const [, name = '', nth] = /^\s*([a-z]{2})\s*(?:\(\s*([-+]?\d+)\s*\))?\s*$/i.exec(item) ?? [];
    const day = WEEKDAYS.indexOf(name.toUpperCase());
    if (day < 0 || nth === '0')
      throw new FormulaError(`'${item.trim()}' isn't a day of the week.`, 'Use MO, TU(+1), or FR(-1).');
    return { day, nth: nth === undefined ? undefined : Number(nth) };
  });
}

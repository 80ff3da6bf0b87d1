import { FormulaError } from '../../shared/formula-error.ts';
import { excerpt } from '../../shared/quote.ts';
import { PyDateTime } from './datetime.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Months, weekdays and the little words around them; anything else makes a text no date. */
const KNOWN =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|st|nd|rd|th|of|at|t)$/i;
const TIME = /(?:^|[T\s])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?=$|[Z+-])/;
const ZONE = /(?:(?<=[\d\s])(?:Z|UTC|GMT)|(?<=:\d{2}(?:[.,]\d+)?\s?|T\d{4,6})([+-])(\d{2}):?(\d{2})?)\s*$/i;

/** No date is longer, and the patterns above are not made for long texts. */
const LONGEST = 100;

/**
 * A date or datetime as people write it: ISO 8601, `1/15/2024` (month first), `Jan 15, 2024`, `15 January 2024 2:30
 * PM`; undefined for any other text. What is not said of the time is zero, and without a zone it has none. Year, month
 * and day must all be said, because dateutil takes what is missing from today's date.
 */
function parseMoment(source: string): PyDateTime | undefined {
  if (source.length > LONGEST) return undefined;
  const text = source.trim();
  const zone = ZONE.exec(text);
  const rest = zone ? text.slice(0, zone.index) : text;
  const compact = COMPACT.exec(rest);
  const time = compact ? undefined : (TIME.exec(rest) ?? undefined);
  const day = compact
    ? { year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]) }
    : dayOf(time ? rest.replace(time[0], ' ') : rest);
  if (!day) return undefined;
  const clock = compact ? [compact[4], compact[5], compact[6]] : (time?.slice(1, 4) ?? []);
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  return PyDateTime.of({
    ...day,
    hour: withHalf(hour, time?.[5]),
    minute,
    second,
    microsecond: Number((time?.[4] ?? '').padEnd(6, '0').slice(0, 6)),
    offset: zone ? offsetOf(zone) : null,
  });
}

/** The same, for a text that must be one. */
export function momentOf(source: string): PyDateTime {
  const moment = parseMoment(source);
  if (!moment)
    throw new FormulaError(
      `'${excerpt(source)}' isn't a date.`,
      'Write year, month, and day, as in 2026-01-15.',
    );
  return moment;
}

function withHalf(hour: number, half: string | undefined): number {
  if (!half) return hour;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function offsetOf([, sign, hours, minutes]: RegExpExecArray): number {
  return sign ? Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes ?? 0) * 60) : 0;
}

function dayOf(text: string): { year: number; month: number; day: number } | undefined {
  const words = text.match(/\d+|[a-z]+/gi) ?? [];
  if (words.some((word) => /^[a-z]/i.test(word) && !KNOWN.test(word))) return undefined;
  const numbers = words.filter((word) => /^\d/.test(word));
  const names = words.flatMap((word) => {
    const index = MONTHS.indexOf(word.slice(0, 3).toLowerCase());
    return index >= 0 && /^[a-z]{3,}$/i.test(word) ? [index + 1] : [];
  });
  if (names.length === 1 && numbers.length === 2) {
    const [a, b] = numbers as [string, string];
    const isYearFirst = a.length > 2 || Number(a) > 31;
    return { year: yearOf(isYearFirst ? a : b), month: names[0]!, day: Number(isYearFirst ? b : a) };
  }
  if (names.length > 0 || numbers.length !== 3) return undefined;
  const [a, b, c] = numbers as [string, string, string];
  if (a.length > 2 || Number(a) > 31) return { year: yearOf(a), month: Number(b), day: Number(c) };
  const isDayFirst = Number(a) > 12;
  return { year: yearOf(c), month: Number(isDayFirst ? b : a), day: Number(isDayFirst ? a : b) };
}

/** Two digits stand for a year from 1976 to 2075, so that no clock decides. */
function yearOf(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year > 75 ? 1900 : 2000);
}

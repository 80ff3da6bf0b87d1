import { FormulaError } from '../../shared/formula-error.ts';
import { type CivilDay, daysFromCivil, digits, isoWeek, weekdayOf } from './calendar.ts';

/** What a format reads from a date, a time, or a datetime. */
export interface Moment extends CivilDay {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  /** Seconds east of UTC; null if it has no time zone. */
  offset: number | null;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const days = (moment: Moment) => daysFromCivil(moment.year, moment.month, moment.day);
const weekday = (moment: Moment) => weekdayOf(days(moment));
const dayOfYear = (moment: Moment) => days(moment) - daysFromCivil(moment.year, 1, 1) + 1;
const halfDayHour = (moment: Moment) => moment.hour % 12 || 12;
const weekOfYear = (moment: Moment, firstWeekday: number) =>
  Math.floor((dayOfYear(moment) + 6 - ((weekday(moment) - firstWeekday + 7) % 7)) / 7);

interface Directive {
  render(moment: Moment): string | number;
  /** For numbers: the number of digits and the fill character. */
  width?: number;
  fill?: '0' | ' ';
}

/** The directives of Python's `strftime` in English, with those of glibc that recipes use. */
const DIRECTIVES = new Map<string, Directive>(
  Object.entries({
    a: { render: (m) => WEEKDAYS[weekday(m)]!.slice(0, 3) },
    A: { render: (m) => WEEKDAYS[weekday(m)]! },
    b: { render: (m) => MONTHS[m.month - 1]!.slice(0, 3) },
    B: { render: (m) => MONTHS[m.month - 1]! },
    h: { render: (m) => MONTHS[m.month - 1]!.slice(0, 3) },
    c: { render: (m) => strftime(m, '%a %b %e %H:%M:%S %Y') },
    C: { render: (m) => Math.floor(m.year / 100), width: 2 },
    d: { render: (m) => m.day, width: 2 },
    D: { render: (m) => strftime(m, '%m/%d/%y') },
    e: { render: (m) => m.day, width: 2, fill: ' ' },
    f: { render: (m) => m.microsecond, width: 6 },
    F: { render: (m) => strftime(m, '%Y-%m-%d') },
    g: { render: (m) => isoWeek(days(m)).year % 100, width: 2 },
    G: { render: (m) => isoWeek(days(m)).year, width: 4 },
    H: { render: (m) => m.hour, width: 2 },
    I: { render: halfDayHour, width: 2 },
    j: { render: dayOfYear, width: 3 },
    k: { render: (m) => m.hour, width: 2, fill: ' ' },
    l: { render: halfDayHour, width: 2, fill: ' ' },
    m: { render: (m) => m.month, width: 2 },
    M: { render: (m) => m.minute, width: 2 },
    n: { render: () => '\n' },
    p: { render: (m) => (m.hour < 12 ? 'AM' : 'PM') },
    P: { render: (m) => (m.hour < 12 ? 'am' : 'pm') },
    r: { render: (m) => strftime(m, '%I:%M:%S %p') },
    R: { render: (m) => strftime(m, '%H:%M') },
    s: {
      render: (m) => days(m) * 86_400 + m.hour * 3600 + m.minute * 60 + m.second - (m.offset ?? 0),
      width: 1,
    },
    S: { render: (m) => m.second, width: 2 },
    t: { render: () => '\t' },
    T: { render: (m) => strftime(m, '%H:%M:%S') },
    u: { render: (m) => weekday(m) + 1, width: 1 },
    U: { render: (m) => weekOfYear(m, 6), width: 2 },
    V: { render: (m) => isoWeek(days(m)).week, width: 2 },
    w: { render: (m) => (weekday(m) + 1) % 7, width: 1 },
    W: { render: (m) => weekOfYear(m, 0), width: 2 },
    x: { render: (m) => strftime(m, '%m/%d/%y') },
    X: { render: (m) => strftime(m, '%H:%M:%S') },
    y: { render: (m) => m.year % 100, width: 2 },
    Y: { render: (m) => m.year, width: 1 },
    z: { render: (m) => (m.offset === null ? '' : offsetText(m.offset, '')) },
    ':z': { render: (m) => (m.offset === null ? '' : offsetText(m.offset, ':')) },
    Z: {
      render: (m) => (m.offset === null ? '' : m.offset === 0 ? 'UTC' : `UTC${offsetText(m.offset, ':')}`),
    },
    '%': { render: () => '%' },
  } satisfies Record<string, Directive>),
);

type Piece = string | ((moment: Moment) => string);

/** Parsed formats: a recipe has few and uses them for every row. */
const CUT = new Map<string, Piece[]>();
const CUT_LIMIT = 500;

/** Python's `strftime` with the flags of glibc: `%-d` without zeros, `%_d` with spaces, `%^b` in capitals. */
export function strftime(moment: Moment, format: string): string {
  let pieces = CUT.get(format);
  if (!pieces) {
    pieces = cut(format);
    if (CUT.size < CUT_LIMIT) CUT.set(format, pieces);
  }
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(moment);
  return text;
}

function cut(format: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of format.matchAll(/%([-_0^#]?)(\d*)[EO]?(:?[\s\S]?)/g)) {
    const [whole, flag = '', width = '', name = ''] = found;
    if (name === '') continue;
    const directive = DIRECTIVES.get(name);
    if (!directive) throw new FormulaError(`strftime has no directive ${whole}.`);
    pieces.push(format.slice(end, found.index), rendering(directive, name, flag, width));
    end = found.index + whole.length;
  }
  return [...pieces, format.slice(end)].filter((piece) => piece !== '');
}

function rendering({ render, width, fill }: Directive, name: string, flag: string, given: string) {
  const filler = flag === '_' ? ' ' : flag === '0' ? '0' : (fill ?? '0');
  const places = given ? Math.min(Number(given), 100) : flag === '-' ? 0 : (width ?? 0);
  return (moment: Moment): string => {
    const part = render(moment);
    const text =
      typeof part === 'number'
        ? String(part).padStart(places, filler)
        : part.padStart(places, flag === '0' ? '0' : ' ');
    return flag === '^' ? text.toUpperCase() : flag === '#' ? swapCase(text, name) : text;
  };
}

function swapCase(text: string, name: string): string {
  return name === 'p' || name === 'Z' ? text.toLowerCase() : text.toUpperCase();
}

/** `+05:30`, with seconds if there are any. */
export function offsetText(offset: number, separator: string): string {
  const size = Math.abs(offset);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60].map((part) =>
    digits(part, 2),
  );
  return (offset < 0 ? '-' : '+') + (size % 60 ? parts : parts.slice(0, 2)).join(separator);
}

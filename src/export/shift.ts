import type { Catalog } from '../catalog/types.ts';
import type { Neutral } from './neutral.ts';
import { mapCells } from './text-table.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/**
 * The time zone in which a meeting at nine stays at nine when its date moves across a daylight saving change. The
 * templates' companies are in the United States, whose zones change on the same days.
 */
const WALL_CLOCK_ZONE = 'America/New_York';

/** A birthday belongs to the person and doesn't shift with the dataset. */
const FIXED = new Set(['Contact.Birthdate']);

/**
 * The number of whole weeks from a dataset's day to the last such weekday that isn't after the wanted day; both
 * `YYYY-MM-DD`.
 */
export function weeksBetween(asOf: string, wanted: string): number {
  return Math.floor((Date.parse(wanted) - Date.parse(asOf)) / WEEK_MS);
}

/** Shifts `2026-01-15` by weeks; a cell that isn't a date stays. */
export function shiftDate(date: string, weeks: number): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) ? date : new Date(time + weeks * WEEK_MS).toISOString().slice(0, 10);
}

/** Shifts a datetime by weeks at the same local time of a zone; a cell that isn't a datetime stays. */
export function shiftDatetime(datetime: string, weeks: number, zone: string = WALL_CLOCK_ZONE): string {
  const time = Date.parse(datetime);
  if (Number.isNaN(time)) return datetime;
  const wall = time + offsetAt(time, zone) + weeks * WEEK_MS;
  const guess = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(guess, zone)).toISOString();
}

/**
 * Shifts all dates and datetimes of a dataset by the same number of weeks; for an object with an `anchor_date`, by
 * the weeks from that day, for which its dates were written.
 */
export function shiftNeutral(neutral: Neutral, catalog: Catalog, wanted: string): Neutral {
  const ofAll = weeksBetween(neutral.as_of, wanted);
  const tables = neutral.tables.map((table) => {
    const anchor = neutral.load?.[table.sobject]?.anchor_date;
    const weeks = anchor === undefined ? ofAll : weeksBetween(anchor, wanted);
    if (weeks === 0) return table;
    const shifts = table.columns.map((column) => {
      const type = FIXED.has(`${table.sobject}.${column}`)
        ? undefined
        : typeOf(catalog, table.sobject, column);
      return type === 'date' ? shiftDate : type === 'datetime' ? shiftDatetime : undefined;
    });
    return mapCells(table, (cell, column) => (cell === '' ? cell : (shifts[column]?.(cell, weeks) ?? cell)));
  });
  return { ...neutral, as_of: shiftDate(neutral.as_of, ofAll), tables };
}

/** The tool's own columns with times of the row's story. */
const OWN_DATETIMES = new Set(['_opened_at', '_closed_at', '_commented_at']);

function typeOf(catalog: Catalog, sobject: string, column: string): string | undefined {
  return OWN_DATETIMES.has(column) ? 'datetime' : catalog[sobject]?.fields[column]?.type;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The UTC offset of a zone at a moment, in milliseconds. */
function offsetAt(time: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', ...digits, minute: '2-digit', second: '2-digit' },
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return wall - Math.floor(time / 1_000) * 1_000;
}

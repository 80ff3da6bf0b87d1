import type { Value } from '../../recipe/value.ts';
import { argumentError, textOf } from './definition.ts';
import { DAY } from './py-date.ts';

/** The first second of `as_of`, which stands for Python's now and today. */
export function nowOf(asOf: string): number {
  return Date.parse(`${asOf}T00:00:00Z`) / 1000;
}

/**
 * A moment in seconds since 1970 from what Python's Faker takes as one: `now`, `today`, a date or datetime, or a
 * delta such as `-30y` or `+1M -3d`. A year has 365.24 days there and a month 30.42.
 */
export function momentOf(fakeName: string, argument: string, value: Value, asOf: string): number {
  const now = nowOf(asOf);
  if (typeof value === 'number') return now + value * DAY;
  const text = value === null ? '' : textOf(value).trim();
  if (text === 'now' || text === 'today') return now;
  const iso = ISO.exec(text);
  if (iso) {
    const moment = Date.parse(
      `${iso[1]}T${iso[2] ?? '00:00:00'}${iso[3] === undefined ? 'Z' : zone(iso[3])}`,
    );
    if (!Number.isNaN(moment)) return Math.floor(moment / 1000);
  }
  const delta = deltaOf(text);
  if (delta !== undefined) return now + delta;
  throw argumentError(
    fakeName,
    argument,
    'must be a date, a datetime, today, now or a delta such as -30y or +1M',
    value,
  );
}

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;
const DELTA = /^(?:[+-]?\d+[yMwdhms]\s*)+$/;
const SECONDS: Record<string, number> = {
  y: 365.24 * DAY,
  M: 30.42 * DAY,
  w: 7 * DAY,
  d: DAY,
  h: 3600,
  m: 60,
  s: 1,
};

function deltaOf(text: string): number | undefined {
  if (!DELTA.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/([+-]?\d+)([yMwdhms])/g))
    seconds += Number(count) * SECONDS[unit!]!;
  return Math.round(seconds);
}

function zone(text: string): string {
  return text === 'Z' || text.includes(':') ? text : `${text.slice(0, 3)}:${text.slice(3)}`;
}

/** The day that a moment lies on, in days since 1970. */
export function dayOf(moment: number): number {
  return Math.floor(moment / DAY);
}

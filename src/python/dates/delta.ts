import { DAY_SECONDS } from './calendar.ts';

/** In Python's Faker a year has 365.24 days and a month 30.42, and `m` is a minute. */
const SECONDS: Readonly<Record<string, number>> = {
  y: 365.24 * DAY_SECONDS,
  M: 30.42 * DAY_SECONDS,
  w: 7 * DAY_SECONDS,
  d: DAY_SECONDS,
  h: 3600,
  m: 60,
  s: 1,
};

/** Most recipes and fakes use the same few distances, so results are cached. */
const READ = new Map<string, number | undefined>();
const READ_LIMIT = 1000;

/**
 * Parses Faker's distances from now into seconds: `-3y`, `+2M -10d 5h`, and 0 for `now` and `today`; undefined for
 * other texts.
 */
export function deltaOf(text: string): number | undefined {
  if (READ.has(text)) return READ.get(text);
  const delta = readDelta(text.trim());
  if (READ.size < READ_LIMIT) READ.set(text, delta);
  return delta;
}

function readDelta(text: string): number | undefined {
  if (text === 'now' || text === 'today') return 0;
  if (!/^(?:[+-]?\d+\s*[yMwdhms]\s*)+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/([+-]?\d+)\s*([yMwdhms])/g))
    seconds += Number(count) * SECONDS[unit!]!;
  return Math.round(seconds);
}

const DAY_MS = 86_400_000;
const WORDS = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/**
 * A date or datetime as a distance from `asOf`: `today`, `in 12 days`, `three weeks ago`, `about two years ago`.
 * Never a calendar date, so that an export that shifts all dates by whole weeks does not make the text lie.
 */
export function relativeTime(value: string, asOf: string): string {
  const days = Math.round((midnight(value) - midnight(asOf)) / DAY_MS);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const size = Math.abs(days);
  if (size < 14) return told(days, `${size} days`);
  if (size < 60) return told(days, counted(Math.round(size / 7), 'week'));
  if (size < 345) return told(days, `about ${counted(Math.round(size / 30.44), 'month')}`);
  const years = Math.round(size / 365.25);
  return told(days, years === 1 ? 'about a year' : `about ${counted(years, 'year')}`);
}

function midnight(value: string): number {
  return Date.parse(`${value.slice(0, 10)}T00:00:00.000Z`);
}

function counted(count: number, unit: string): string {
  return `${WORDS[count] ?? count} ${unit}${count === 1 ? '' : 's'}`;
}

function told(days: number, distance: string): string {
  return days > 0 ? `in ${distance}` : `${distance} ago`;
}

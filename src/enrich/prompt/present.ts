import type { Field } from '../../catalog/types.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?$/;

/** How a cell reads in a prompt: money and counts readably, times relative to `asOf`, all else as it stands. */
export function present(cell: string, field: Field | undefined, asOf: string): string {
  if (isEmptyCell(cell)) return '';
  if (DATE.test(cell)) return relativeTime(cell, asOf);
  if (field?.type === 'currency') return money(cell);
  if (field?.type === 'percent') return `${cell}%`;
  if (field?.type === 'int' || field?.type === 'double') return grouped(cell);
  return cell;
}

function money(cell: string): string {
  const amount = Number(cell);
  if (!Number.isFinite(amount)) return cell;
  const size = Math.abs(amount);
  if (size >= 1e9) return `$${short(amount / 1e9)} billion`;
  if (size >= 1e6) return `$${short(amount / 1e6)} million`;
  return `$${grouped(String(Math.round(amount)))}`;
}

function short(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** Thousands in groups, without a locale: the same bytes on any machine. */
function grouped(cell: string): string {
  const [whole = '', fraction] = cell.split('.');
  if (!/^-?\d+$/.test(whole)) return cell;
  const first = whole.length % 3 || 3;
  const text = [whole.slice(0, first), ...(whole.slice(first).match(/\d{3}/g) ?? [])]
    .join(',')
    .replace('-,', '-');
  return fraction && Number(fraction) !== 0 ? `${text}.${fraction}` : text;
}

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

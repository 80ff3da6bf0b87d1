import type { Field } from '../../catalog/types.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import { relativeTime } from './relative-time.ts';

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

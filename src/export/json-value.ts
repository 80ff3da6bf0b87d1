import { isEmptyCell } from '../shared/special-cells.ts';

const NUMBERS = new Set(['int', 'double', 'currency', 'percent']);

/** Converts a cell to the JSON value of a field's type; null for a blank cell or `#N/A`, but false for a boolean. */
export function jsonValue(cell: string, type: string | undefined): string | number | boolean | null {
  if (type === 'boolean') return cell === 'true';
  if (isEmptyCell(cell)) return null;
  return type !== undefined && NUMBERS.has(type) ? Number(cell) : cell;
}

import { booleanOf } from '../catalog/boolean-cell.ts';
import { isEmptyCell } from '../shared/special-cells.ts';

const NUMBERS = new Set(['int', 'double', 'currency', 'percent']);

/** More digits than a number of JavaScript keeps. */
const MOST_DIGITS = 15;

/**
 * Converts a cell to the JSON value of a field's type; null for a blank cell or `#N/A`, but false for a boolean. What isn't
 * of the type, or has more digits than a number keeps, stays text, for the org to judge.
 */
export function jsonValue(cell: string, type: string | undefined): string | number | boolean | null {
  if (type === 'boolean') return isEmptyCell(cell) ? false : (booleanOf(cell) ?? cell);
  if (isEmptyCell(cell)) return null;
  const isNumber =
    type !== undefined && NUMBERS.has(type) && cell.replaceAll(/\D/g, '').length <= MOST_DIGITS;
  return isNumber && Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

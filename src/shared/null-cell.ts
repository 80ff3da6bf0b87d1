/**
 * The cell that empties a field of the org on purpose, where a blank one says nothing about it. Source: Bulk API 2.0
 * Developer Guide, valid CSV record rows.
 */
export const NULL_CELL = '#N/A';

/** True if a cell holds no value: it says nothing, or that the field must be empty. */
export function isEmptyCell(cell: string): boolean {
  return cell === '' || cell === NULL_CELL;
}

import { NULL_CELL } from '../../shared/special-cells.ts';
import type { Receipt } from '../job/receipt.ts';
import type { SentRow } from './sent-store.ts';

/** Of rows and their receipts, what the org took: which cells of a row had a value. */
export function sentRows(
  rows: readonly { key: string; cells: readonly string[] }[],
  receipts: readonly Receipt[],
): SentRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return receipts.flatMap((receipt): SentRow[] => {
    const row = byKey.get(receipt.key);
    if (receipt.outcome === 'failed' || !row) return [];
    const { key, id } = receipt;
    return [
      {
        ...{ key, id, created: receipt.outcome === 'created' },
        sent: row.cells.map((cell) => cell !== '' && cell !== NULL_CELL),
        cleared: row.cells.map((cell) => cell === NULL_CELL),
      },
    ];
  });
}

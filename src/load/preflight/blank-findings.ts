import { NULL_CELL } from '../../shared/special-cells.ts';
import type { Finding } from './preflight.ts';

const SHOWN = 5;

/** Blank cells of records of which there are no receipts, told once for all: `unknown` counts them by `Account.Phone`. */
export function blankFindings(unknown: ReadonlyMap<string, number>): Finding[] {
  const total = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const most = [...unknown].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const shown = most.slice(0, SHOWN).map(([field, count]) => `${field} ${count}`);
  const fields = `${shown.join(', ')}${most.length > SHOWN ? ', …' : ''}`;
  const cells = total === 1 ? '1 blank cell leaves a value' : `${total} blank cells leave values`;
  const message = `${cells} of the org unchanged (${fields}): this folder has no receipts of a load that sent one.`;
  const hint = `To empty a field, write \`${NULL_CELL}\` in its cell.`;
  return [{ severity: 'warning', problem: { message, hint } }];
}

import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Prepared } from '../../export/prepare.ts';
import { loadCommand } from '../../org/next-command.ts';
import { countsText } from '../../shared/counted.ts';
import type { Finding } from './preflight.ts';

/**
 * An error where an update gives new values to records that the org lacks: it has no other values of them, and an upsert
 * would make records of these alone. Rows below others of the update are new ones.
 */
export function updateWithoutRecords(
  { neutral, compiled, keys }: Prepared,
  present: ReadonlySet<string>,
  { dir, org }: { dir: string; org: string | undefined },
): Finding[] {
  if (!neutral.update) return [];
  const isNew = (key: string) => {
    for (let at = key.lastIndexOf('_'); at > 0; at = key.lastIndexOf('_', at - 1))
      if (keys.has(key.slice(0, at))) return true;
    return false;
  };
  const lacking: Record<string, number> = {};
  for (const { sobject, match, pass, rows } of compiled.files) {
    if (match.by !== 'external_id' || pass !== 'records') continue;
    const count = rows.filter(({ key }) => !present.has(key) && !isNew(key)).length;
    if (count > 0) lacking[sobject] = count;
  }
  if (Object.keys(lacking).length === 0) return [];
  const base = join(dirname(dir), neutral.name.replace(/-update$/, ''));
  const problem = {
    message: `The org lacks ${countsText(lacking)} that this update changes; it has no more than their new values.`,
    hint: 'Load the dataset that its rows are from first.',
  };
  const next = base !== dir && existsSync(base) ? loadCommand([relative('', base)], org) : undefined;
  return [{ severity: 'error', problem, ...(next ? { next } : {}) }];
}

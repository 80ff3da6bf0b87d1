import { idStem } from '../../catalog/record-id.ts';
import type { Ids } from './held.ts';
import type { InsertDifference } from './insert-context.ts';

/**
 * The differences of all files of an object, each of which was compared with all records: a record is deleted once, and
 * not at all if a row of any file has it.
 */
export function deletedOnce(parts: readonly InsertDifference[], ids: Pick<Ids, 'get'>): InsertDifference[] {
  const settled = new Set<string>();
  for (const { unchanged, updates } of parts) {
    for (const key of unchanged) settled.add(idStem(ids.get(key)));
    for (const { id } of updates) settled.add(idStem(id));
  }
  return parts.map((part) => {
    const deletes = part.deletes.filter(({ id }) => !settled.has(idStem(id)));
    for (const { id } of deletes) settled.add(idStem(id));
    return { ...part, deletes };
  });
}

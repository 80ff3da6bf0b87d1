import { oneOf, query, reachOf } from '../../org/query.ts';
import { RestError } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import type { SentStore } from '../receipts/sent-store.ts';

const IDS_A_QUERY = 400;

/**
 * How many records that earlier loads took over are still in the org, by sobject: of rows that are gone, or of any under
 * a prefix.
 */
export async function livingAdopted(
  session: Pick<Session, 'rest'>,
  stores: readonly Pick<SentStore, 'allAdopted'>[],
  { prefix, isGone = () => true }: { prefix: string; isGone?: (key: string) => boolean },
): Promise<Record<string, number>> {
  const wanted = new Map<string, Set<string>>();
  for (const { sobject, key, id } of stores.flatMap((store) => store.allAdopted()))
    if (key.startsWith(prefix) && isGone(key))
      wanted.set(sobject, (wanted.get(sobject) ?? new Set()).add(id));
  const counts = await Promise.all(
    [...wanted].map(
      async ([sobject, ids]) => [sobject, await countLiving(session, sobject, [...ids])] as const,
    ),
  );
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** None where the org no longer has the object. */
async function countLiving(
  { rest }: Pick<Session, 'rest'>,
  sobject: string,
  ids: readonly string[],
): Promise<number> {
  const { and, how } = reachOf(sobject);
  let found = 0;
  try {
    for (let at = 0; at < ids.length; at += IDS_A_QUERY) {
      const where = oneOf('Id', ids.slice(at, at + IDS_A_QUERY));
      found += (await query(rest, `SELECT Id FROM ${sobject} WHERE ${where}${and}`, how)).length;
    }
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
  }
  return found;
}

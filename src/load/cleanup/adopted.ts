import { idStem } from '../../catalog/record-id.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { oneOf, query, reachOf } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { countsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Survey } from './survey.ts';

/** The receipts of the folders that may have loaded records with a prefix. */
type Stores = readonly Pick<SentStore, 'adopted' | 'allAdopted' | 'allCreated'>[];

const IDS_A_QUERY = 400;

/** True for a record that a load took over: it is of people, whatever key somebody gave it. */
export const isAdopted = (stores: Stores, id: string) => stores.some((store) => store.adopted(id));

/**
 * Finds what loads made below records that they took over and that has no key: those stay, so that it wouldn't go with
 * them. Only what receipts prove to be made by a load is deleted.
 */
export async function madeBelowAdopted(
  session: Session,
  stores: Stores,
  { catalog, schema, prefix }: { catalog: Catalog; schema: OrgSchema; prefix: string },
): Promise<(sobject: string) => Promise<string[]>> {
  const adopted = new Set(stores.flatMap((store) => store.allAdopted().map(({ id }) => idStem(id))));
  const made = new Map<string, Set<string>>();
  if (adopted.size > 0)
    for (const { sobject, key, id } of stores.flatMap((store) => store.allCreated()))
      if (key.startsWith(prefix)) made.set(sobject, (made.get(sobject) ?? new Set()).add(id));
  return async (sobject) => {
    const match = catalog[sobject]?.match;
    const lookups = match?.by === 'parents' ? match.fields : match?.by === 'content' ? [match.parent] : [];
    // A configuration may state a field that the org lacks, or hides from the user.
    const parents = lookups.filter((field) => schema[sobject]?.fields[field]);
    const ids = [...(made.get(sobject) ?? [])];
    if (parents.length === 0) return [];
    const { how, and } = reachOf(sobject);
    const found: string[] = [];
    for (let at = 0; at < ids.length; at += IDS_A_QUERY) {
      const where = oneOf('Id', ids.slice(at, at + IDS_A_QUERY));
      const soql = `SELECT Id, ${parents.join(', ')} FROM ${sobject} WHERE ${where}${and}`;
      for (const record of await query(session.rest, soql, how))
        if (parents.some((field) => adopted.has(idStem(record[field])))) found.push(String(record.Id));
    }
    return found;
  };
}

/** Refuses a cleanup that would delete records which loads took over, as they are below records that loads made. */
export function refuseAdopted({ foreign }: Survey, stores: Stores, deleted: readonly string[]): void {
  const counts: Record<string, number> = {};
  for (const { sobject, ids } of foreign) {
    const count = ids.filter((id) => isAdopted(stores, id)).length;
    if (count > 0) counts[sobject] = (counts[sobject] ?? 0) + count;
  }
  if (Object.keys(counts).length === 0) return;
  throw new UserError(
    {
      message: `Records that a load adopted depend on records to delete and would be deleted with them: ${countsText(counts)}. A cleanup never deletes adopted records.`,
      hint: 'Move these records to other parents, then clean up again.',
    },
    {
      exitCode: deleted.length === 0 ? EXIT.preflight : EXIT.partial,
      outcome: deleted.length === 0 ? 'nothing was deleted' : 'the cleanup stopped',
    },
  );
}

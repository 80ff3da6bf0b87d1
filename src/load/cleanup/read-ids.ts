import { withoutMade } from '../../catalog/made-with.ts';
import type { OrgObject } from '../../org/describe.ts';
import { query, reachOf, startsWith } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';

/** Reads the key and the id of each record of an object whose key begins with a prefix; what Salesforce made with one isn't one. */
export async function readIds(
  session: Session,
  sobject: string,
  field: string,
  prefix: string,
  object: Pick<OrgObject, 'fields'> | undefined,
): Promise<{ key: string; id: string }[]> {
  const { how, and } = reachOf(sobject);
  const soql = `SELECT Id, ${field} FROM ${sobject} WHERE ${startsWith(field, prefix)}${withoutMade(sobject, object?.fields)}${and}`;
  const records = await query(session.rest, soql, how);
  // LIKE ignores case, keys don't.
  return records
    .map((record) => ({ key: String(record[field]), id: String(record.Id) }))
    .filter(({ key }) => key.startsWith(prefix));
}

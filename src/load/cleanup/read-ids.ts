import { withoutMade } from '../../catalog/made-with.ts';
import type { OrgObject } from '../../org/describe.ts';
import { eachRecord, reachOf, startsWith } from '../../org/query.ts';
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
  const found: { key: string; id: string }[] = [];
  await eachRecord(session.rest, soql, how, (record) => {
    const key = String(record[field]);
    // LIKE ignores case, keys don't.
    if (key.startsWith(prefix)) found.push({ key, id: String(record.Id) });
  });
  return found;
}

import { type ListedObject, listObjects } from '../../org/about-org.ts';
import { type OrgObject, parseDescribe } from '../../org/describe.ts';
import { count, eachRecord, type OrgRecord, oneOf, reachOf } from '../../org/query.ts';
import { RestError } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import { slots } from '../../shared/queue.ts';
import { type ChildRelationship, parseChildren } from './hanging.ts';

/** Queries at once: enough to hide the way to the org, few enough for its limit of calls side by side. */
const AT_ONCE = 8;
/** Ids of a query: a request's address takes 16,384 bytes, an id in it 23. */
const IDS = 400;

interface Described {
  children: ChildRelationship[];
  fields: OrgObject['fields'];
}

/** What an org is asked about its lookups. What it says of its objects is asked once. */
export interface Lookups {
  listed: ReadonlyMap<string, ListedObject>;
  /** Undefined for an object that the org doesn't have. */
  describe(sobject: string): Promise<Described | undefined>;
  /** The records of an object whose lookup leads to one of some ids; those alone that `isWanted`, as there may be very many. */
  referring(
    lookup: { child: string; field: string },
    ids: readonly string[],
    fields: readonly string[],
    isWanted?: (record: OrgRecord) => boolean,
  ): Promise<OrgRecord[]>;
}

export async function lookupsOf(session: Session): Promise<Lookups> {
  const listed = await listObjects(session);
  const turns = slots(AT_ONCE);
  const describes = new Map<string, Promise<Described | undefined>>();
  const describe = (sobject: string) => {
    const known = describes.get(sobject) ?? turns.use(0, () => readDescribed(session, sobject));
    describes.set(sobject, known);
    return known;
  };
  const ask = (sobject: string, fields: readonly string[], where: string, take: (one: OrgRecord) => void) => {
    const { how, and } = reachOf(sobject);
    const soql = `SELECT ${fields.join(', ')} FROM ${sobject} WHERE ${where}${and}`;
    return turns.use(0, () => eachRecord(session.rest, soql, how, take));
  };
  const holdsAny = new Map<string, Promise<boolean>>();
  /** True if the org has any record of an object, where finding that out saves queries. */
  const any = (sobject: string) => {
    const { how } = reachOf(sobject);
    const soql = `SELECT Id FROM ${sobject} LIMIT 1`;
    const known =
      holdsAny.get(sobject) ?? turns.use(0, async () => (await count(session.rest, soql, how)) > 0);
    holdsAny.set(sobject, known);
    return known;
  };

  const referring: Lookups['referring'] = async ({ child, field }, ids, fields, isWanted = () => true) => {
    // A link to a file may only be asked for by what it links.
    if (ids.length > IDS && child !== 'ContentDocumentLink' && !(await any(child))) return [];
    const wanted = Array.from({ length: Math.ceil(ids.length / IDS) }, (): OrgRecord[] => []);
    const pages = Array.from({ length: Math.ceil(ids.length / IDS) }, (_, page) =>
      ask(child, fields, oneOf(field, ids.slice(page * IDS, (page + 1) * IDS)), (record) => {
        if (isWanted(record)) wanted[page]!.push(record);
      }),
    );
    await Promise.all(pages);
    return wanted.flat();
  };
  return { listed, describe, referring };
}

async function readDescribed(session: Session, sobject: string): Promise<Described | undefined> {
  try {
    const answer = await session.rest.get(`sobjects/${sobject}/describe`);
    const { check } = session.rest;
    return { children: parseChildren(answer, check), fields: parseDescribe(answer, check).fields };
  } catch (error) {
    if (error instanceof RestError && error.status === 404) return undefined;
    throw error;
  }
}

import { madeWith, makerOf } from '../../catalog/made-with.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { OrgRecord } from '../../org/query.ts';
import { RestError } from '../../org/rest-error.ts';
import type { Session } from '../../org/session.ts';
import { PackedIndex } from '../../shared/rows/packed-index.ts';
import { type Hanging, hangingOn, losingLookups } from './hanging.ts';
import { lookupsOf } from './lookups.ts';
import { fieldsToRead, idOf, type OwnChild, ownAmong } from './own-children.ts';

/** Records of others that a cleanup would take along, or that would stop it. */
export interface Foreign {
  sobject: string;
  ids: string[];
  blocks: boolean;
}

/** Refusals of a query that could have been asked: there may be records. */
const TOO_MUCH = /QUERY_TIMEOUT|QUERY_TOO_COMPLICATED|OPERATION_TOO_LARGE|INSUFFICIENT_ACCESS/;

/** A lookup whose records could not be counted, since the org didn't answer the query. */
export interface Uncounted {
  sobject: string;
  field: string;
  parent: string;
  why: string;
  /** What would become of the records: they go, or they stay and the lookup is emptied. */
  fate: 'deleted' | 'emptied';
}

/** A lookup of others' records to records that are to be deleted: they stay, and it would be emptied. */
interface Losing {
  sobject: string;
  field: string;
  ids: string[];
}

/** What depends on records that are to be deleted. */
export interface Survey {
  /** In the order in which they were found: what depends on a record comes after it. */
  foreign: Foreign[];
  losing: Losing[];
  uncounted: Uncounted[];
  /** Records of the dataset whose object the catalog lacks, by sobject. */
  own: Map<string, string[]>;
  /** Records of the dataset without a key that keep others from being deleted, such as line items their prices. */
  keeping: Map<string, string[]>;
}

interface SurveyContext {
  catalog: Catalog;
  externalIdField: string;
  prefix: string;
  /** The dataset's ids by sobject, all that were ever seen. */
  own: ReadonlyMap<string, readonly string[]>;
  isOwnChild: OwnChild;
  /** Ids of the dataset's records that stay: what has no key is recognized by such parents, too. */
  staying?: ReadonlySet<string>;
}

/** What one lookup leads from. */
interface Found {
  child: string;
  blocks: boolean;
  theirs: string[];
  ours: string[];
  /** What Salesforce made with a record that goes, and deletes with it: what depends on that goes along, too. */
  along: string[];
}

/** Returns a function that asks an org what depends on records. */
export async function surveyor(
  session: Session,
  context: SurveyContext,
): Promise<(roots: ReadonlyMap<string, readonly string[]>) => Promise<Survey>> {
  const lookups = await lookupsOf(session);
  const { listed, describe } = lookups;
  const recognition = { ...context, lookups };

  /** All that depends on records of the dataset, on what is deleted with them, and so on. */
  async function survey(roots: ReadonlyMap<string, readonly string[]>): Promise<Survey> {
    const ownIds = new PackedIndex();
    const seen = new PackedIndex();
    for (const ids of [...context.own.values(), ...roots.values()])
      for (const id of ids) {
        ownIds.add(id);
        seen.add(id);
      }
    const isFresh = (record: OrgRecord) => !seen.has(idOf(record));
    const parents = { has: (id: string) => ownIds.has(id) || context.staying?.has(id) === true };
    const foreign = new Map<string, { sobject: string; ids: Set<string>; blocks: boolean }>();
    const losing: Losing[] = [];
    const uncounted: Uncounted[] = [];
    const own = new Map<string, string[]>();
    const keeping = new Map<string, string[]>();

    async function follow(parent: string, hanging: Hanging, ids: readonly string[]): Promise<Found> {
      const { child, field, blocks } = hanging;
      try {
        const fields = await fieldsToRead(hanging, recognition);
        const fresh = await lookups.referring(hanging, ids, fields, isFresh);
        const { made, others } = await partMade(child, fresh);
        const ours = new Set(await ownAmong(child, others, parents, recognition));
        return {
          child,
          blocks,
          theirs: others.filter((record) => !ours.has(record)).map(idOf),
          ours: [...ours].map(idOf),
          along: made.map(idOf),
        };
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const absent = /INVALID_FIELD|INVALID_TYPE$/.test(error.code) && !hanging.described;
        if (!absent) uncounted.push({ sobject: child, field, parent, why: reason(error), fate: 'deleted' });
        return { child, blocks, theirs: [], ours: [], along: [] };
      }
    }

    /** Parts what was made with records that go from what people made. */
    async function partMade(child: string, records: readonly OrgRecord[]) {
      const kind = madeWith(child, (await describe(child))?.fields);
      const isMade = (record: OrgRecord) =>
        kind !== undefined && ownIds.has(String(makerOf(kind, record) ?? ''));
      return { made: records.filter(isMade), others: records.filter((record) => !isMade(record)) };
    }

    /** Notes whose lookups to some ids would be emptied. One that the platform itself fills, or doesn't let be asked, is none. */
    async function noteLosing(parent: string, lookup: Hanging, ids: readonly string[]): Promise<void> {
      const { child, field } = lookup;
      try {
        const fields = await fieldsToRead(lookup, recognition);
        const fresh = await lookups.referring(lookup, ids, fields, isFresh);
        if (fresh.length === 0 || !(await describe(child))?.fields[field]?.updateable) return;
        const { others } = await partMade(child, fresh);
        const ours = new Set(await ownAmong(child, others, parents, recognition));
        const theirs = others.filter((record) => !ours.has(record)).map(idOf);
        if (theirs.length > 0) losing.push({ sobject: child, field, ids: theirs });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        if (TOO_MUCH.test(error.code))
          uncounted.push({ sobject: child, field, parent, why: reason(error), fate: 'emptied' });
      }
    }

    for (let level = new Map(roots); level.size > 0; ) {
      const found = await Promise.all(
        [...level].map(async ([parent, ids]) => {
          if (ids.length === 0) return [];
          const children = (await describe(parent))?.children ?? [];
          const losers = losingLookups(parent, children, listed);
          const [followed] = await Promise.all([
            Promise.all(hangingOn(parent, children, listed).map((hanging) => follow(parent, hanging, ids))),
            Promise.all(losers.map((lookup) => noteLosing(parent, lookup, ids))),
          ]);
          return followed;
        }),
      );
      const next = new Map<string, string[]>();
      for (const { child, blocks, theirs, ours, along } of found.flat()) {
        for (const id of along) {
          if (!seen.has(id)) push(next, child, id);
          ownIds.add(id);
          seen.add(id);
        }
        const isKeyed = (await describe(child))?.fields[context.externalIdField] !== undefined;
        for (const id of ours) {
          if (seen.has(id)) continue;
          ownIds.add(id);
          push(next, child, id);
          if (isKeyed) push(own, child, id);
          else if (blocks) push(keeping, child, id);
          seen.add(id);
        }
        const name = `${child} ${blocks}`;
        const one = foreign.get(name) ?? { sobject: child, ids: new Set<string>(), blocks };
        if (theirs.length > 0) foreign.set(name, one);
        for (const id of theirs) {
          one.ids.add(id);
          if (!seen.has(id)) push(next, child, id);
          seen.add(id);
        }
      }
      level = next;
    }
    const listedForeign = [...foreign.values()].map((one) => ({ ...one, ids: [...one.ids] }));
    // What goes along itself loses nothing.
    const staying = losing.map((one) => ({ ...one, ids: one.ids.filter((id) => !seen.has(id)) }));
    return {
      ...{ foreign: listedForeign, uncounted, own, keeping },
      losing: staying.filter(({ ids }) => ids.length > 0),
    };
  }
  return survey;
}

function push(to: Map<string, string[]>, sobject: string, id: string): void {
  const list = to.get(sobject);
  if (list) list.push(id);
  else to.set(sobject, [id]);
}

/** True if an org says that it doesn't answer this query; a limit or a broken connection is another matter. */
function isRefusal(error: unknown): error is RestError {
  if (!(error instanceof RestError)) return false;
  return error.status === 400 || error.status === 404 || /INSUFFICIENT_ACCESS|DISABLED/.test(error.code);
}

function reason({ code, said }: RestError): string {
  return `${code}: ${said}`.replaceAll(/\s+/g, ' ').slice(0, 200);
}

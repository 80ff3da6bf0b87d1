import { idStem } from '../../catalog/record-id.ts';
import type { ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { Session } from '../../org/session.ts';
import { PackedMap } from '../../shared/rows/packed-map.ts';
import type { Rows } from '../../shared/rows/rows.ts';
import { type AdoptedDifference, adoptedChanges, withoutAdopted } from '../adopt/adopted-changes.ts';
import { type Adopted, findAdopted } from '../adopt/find-adopted.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import { ReceiptBlanks } from './blanks.ts';
import { byContent } from './by-content.ts';
import { byParents } from './by-parents.ts';
import { deletedOnce } from './deleted-once.ts';
import { type UpsertDifference, upsertDifference } from './difference.ts';
import {
  type AdoptedRecords,
  adoptedCount,
  type Held,
  type Ids,
  notePersonContact,
  readHeld,
} from './held.ts';
import type { InsertContext, InsertDifference } from './insert-context.ts';

/** What is to be sent of one sobject. */
export type SObjectDifference =
  | {
      by: 'external_id';
      sobject: string;
      parts: readonly UpsertDifference[];
      /** Of rows that take over records of people. */
      adopted?: AdoptedDifference;
    }
  | { by: 'insert'; sobject: string; part: InsertDifference };

/** What an org has of a dataset, and what it lacks. */
export interface OrgState {
  /** Ids by key; of sobjects without an External ID only the count is known. */
  ids: Ids;
  /** Records of the dataset in the org, by sobject. */
  counts: Map<string, number>;
  differences: SObjectDifference[];
  /** Keys that more than one record carries. */
  repeated: { sobject: string; key: string }[];
  /** Records under the prefix, by sobject, whose keys no row and no receipt of an earlier load has. */
  unaccounted: Map<string, { key: string; id: string }[]>;
  /** What rows take over, by sobject. */
  adopted: Map<string, Adopted>;
  /** How many records of earlier loads are no longer in the dataset, by sobject. */
  left: Map<string, number>;
  blanks: ReceiptBlanks;
  held: Held[];
}

/** What a comparison of an org with a dataset goes by. */
export interface CompareContext {
  externalIdField: string;
  prefix: string;
  /** What earlier loads of the dataset sent. */
  sent: SentStore;
}

/**
 * Reads the sobjects of a dataset, those of a level at once, and then compares: a row by the ids of its parents, which
 * may be of a later level where two objects refer to each other.
 */
export async function readOrg(
  session: Session,
  prepared: PreparedExport,
  context: CompareContext,
): Promise<OrgState> {
  const { schema, keys } = prepared;
  const { sent, externalIdField } = context;
  const blanks = new ReceiptBlanks(sent);
  const state: OrgState = {
    ...{
      ids: new PackedMap([], keys),
      counts: new Map(),
      differences: [],
      repeated: [],
      unaccounted: new Map(),
    },
    ...{ left: new Map(), adopted: new Map() },
    ...{ blanks, held: [] },
  };
  const read = await readLevels(session, prepared, context, state);
  const ofAdopted = stemsOf(state.adopted);
  for (const { files, held } of read) {
    const { sobject } = held;
    state.held.push(held);
    for (const key of held.repeated) state.repeated.push({ sobject, key });
    const shared = { org: schema[sobject]!, held, ids: state.ids, sent, blanks };
    if (files[0]!.match.by === 'external_id') {
      const adopted = state.adopted.get(sobject);
      const keyed = adopted ? withoutAdopted(files, adopted) : files;
      const parts = upsertDifference(keyed, { ...shared, externalIdField });
      const taken = adopted
        ? { adopted: adoptedChanges(files, adopted, { ...shared, externalIdField }) }
        : {};
      state.differences.push({ by: 'external_id', sobject, parts, ...taken });
      const beyond = held.records.flatMap((record) => {
        const one = { key: String(record[externalIdField]), id: String(record.Id) };
        return keys.get(one.key) === sobject ? [] : [one];
      });
      const strange = beyond.filter(({ key, id }) => !sent.knows(key, id));
      if (strange.length > 0) state.unaccounted.set(sobject, strange);
      state.left.set(sobject, beyond.length - strange.length);
    } else {
      const rowKeys = new Set(files.flatMap((file) => file.rows.map((row) => row.key)));
      const each = files.map((file) =>
        insertDifference(file, { ...shared, rowKeys, keys, adopted: ofAdopted }),
      );
      const inserts = deletedOnce(each, state.ids);
      state.left.set(
        sobject,
        inserts.reduce((sum, { left }) => sum + left, 0),
      );
      state.differences.push(...inserts.map((one) => ({ by: 'insert' as const, sobject, part: one })));
    }
    const keyed = held.records.length - (held.below ?? 0);
    state.counts.set(sobject, keyed + adoptedCount(sobject, prepared, state));
  }
  return state;
}

/** Reads the sobjects level by level, with what rows take over: what is below a record is found by its id. */
async function readLevels(
  session: Session,
  prepared: PreparedExport,
  context: CompareContext,
  state: OrgState,
): Promise<{ files: ExportFile[]; held: Held }[]> {
  const { compiled, schema } = prepared;
  const { ids } = state;
  const read: { files: ExportFile[]; held: Held }[] = [];
  for (const level of compiled.levels) {
    const shape = { schema, files: compiled.files, adopted: state.adopted };
    const parts = await Promise.all(
      level.map(async (sobject) => {
        const files = compiled.files.filter((file) => file.sobject === sobject);
        if (files.length === 0) return undefined;
        const held = await readHeld(session, sobject, files, { ...context, ...shape, ids });
        const isKeyed = files[0]!.match.by === 'external_id';
        const taken = isKeyed
          ? await findAdopted(session, sobject, files, prepared, { ...context, ids })
          : undefined;
        if (taken) state.adopted.set(sobject, taken);
        return { files, held };
      }),
    );
    for (const { records } of state.adopted.values())
      for (const [key, record] of records) {
        ids.set(key, String(record.Id));
        notePersonContact(ids, key, record);
      }
    read.push(...parts.filter((part) => part !== undefined));
  }
  return read;
}

/** The ids of the records that rows take over. */
function stemsOf(adopted: AdoptedRecords): Set<string> {
  return new Set(
    [...adopted.values()].flatMap(({ records }) => [...records.values()].map(({ Id }) => idStem(Id))),
  );
}

/**
 * Compares rows without an External ID with the org's records: by the pair of their parents (what differs is updated by
 * its id), or by their parent and what they say. What no row says any more is deleted where receipts prove that it is of
 * this dataset; records of others are never touched.
 */
export function insertDifference(file: ExportFile, context: InsertContext): InsertDifference {
  const { match } = file;
  return match.by === 'content'
    ? byContent(file, match.parent, [match.parent, ...match.fields], context)
    : byParents(file, match.by === 'parents' ? match.fields : [], context);
}

/**
 * Of rows that an insert may or may not have created, those that the org lacks: the parents' ids are read again, since
 * the load itself may have made them, then the sobject.
 */
export async function stillMissing(
  session: Session,
  prepared: PreparedExport,
  context: CompareContext & { adopted: AdoptedRecords },
  file: ExportFile,
  rows: Rows<ExportRow>,
  known: Ids,
): Promise<Rows<ExportRow>> {
  const { schema, compiled, keys } = prepared;
  // Those of parents without an External ID are known from their own job.
  const ids: Ids = new PackedMap(known, keys);
  const shape = { schema, files: compiled.files };
  const parents = new Set(
    file.columns.flatMap((column) => (column.kind === 'parent' && !column.byId ? [column.to] : [])),
  );
  await Promise.all(
    [...parents].map((parent) => {
      const files = compiled.files.filter((file) => file.sobject === parent);
      return readHeld(session, parent, files, { ...context, ...shape, ids });
    }),
  );
  const held = await readHeld(session, file.sobject, [file], { ...context, ...shape, ids });
  const { file: lacked, unclear } = insertDifference(
    { ...file, rows },
    {
      ...{ org: schema[file.sobject]!, held, ids, keys, sent: context.sent },
      adopted: stemsOf(context.adopted),
      ...{ blanks: new ReceiptBlanks(context.sent), rowKeys: new Set(rows.map((row) => row.key)) },
    },
  );
  const lacking = new Set([...lacked.rows.map((row) => row.key), ...unclear]);
  return rows.filter((row) => lacking.has(row.key));
}

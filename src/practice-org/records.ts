import { makeId } from './ids.ts';
import type { Schema, SchemaObject } from './schema/types.ts';
import type { FieldValue, StoredRecord, Values } from './value.ts';

/** The records of an org, with an index of each reference and each key field. */
export interface Records {
  all(sobject: string): StoredRecord[];
  get(id: string): StoredRecord | undefined;
  sobjectOf(id: string): string | undefined;
  /** Live records of an sobject whose indexed field has this value; case doesn't matter for keys. */
  find(sobject: string, field: string, value: FieldValue): StoredRecord[];
  insert(object: SchemaObject, values: Values): StoredRecord;
  update(id: string, values: Values): StoredRecord;
  /** Moves to the recycle bin. */
  bin(id: string): void;
  /** Deletes permanently. */
  erase(id: string): void;
  /** Starts a transaction; the returned function ends it, with a rollback if asked. */
  beginUndo(): (undo: boolean) => void;
  /** Live records that use data storage. */
  stored(): number;
}

const indexKey = (value: FieldValue) => String(value).toLowerCase();

/** Distinguishes the ids of different orgs, even of one that was restarted and has forgotten everything. */
const firstNumber = () => Date.now() * 1_000;

/** Creates an empty store. */
export function createRecords(schema: Schema): Records {
  const tables = new Map<string, Map<string, StoredRecord>>();
  const index = new Map<string, Set<string>>();
  const byId = new Map<string, { sobject: string; record: StoredRecord }>();
  let made = firstNumber();
  let stored = 0;
  let undoLog: (() => void)[] | undefined;

  const table = (sobject: string) => {
    const known = tables.get(sobject) ?? new Map<string, StoredRecord>();
    tables.set(sobject, known);
    return known;
  };
  const indexed = (sobject: string) =>
    [...schema.get(sobject.toLowerCase())!.fields.values()].filter(
      (field) => field.type === 'reference' || field.idLookup || field.externalId || field.custom,
    );
  const sizeOf = (sobject: string) => Number(schema.get(sobject.toLowerCase())!.takesStorage);
  const slot = (sobject: string, field: string, value: FieldValue) =>
    `${sobject}.${field}.${indexKey(value)}`;

  function enter(sobject: string, record: StoredRecord): void {
    for (const { name } of indexed(sobject)) {
      const value = record[name];
      if (value === null || value === undefined || name === 'Id') continue;
      const key = slot(sobject, name, value);
      const ids = index.get(key);
      if (ids) ids.add(record.Id);
      else index.set(key, new Set([record.Id]));
    }
  }
  function leave(sobject: string, record: StoredRecord): void {
    for (const { name } of indexed(sobject))
      if (record[name] !== undefined) index.get(slot(sobject, name, record[name]))?.delete(record.Id);
  }

  const records: Records = {
    all: (sobject) => [...table(sobject).values()],
    get: (id) => byId.get(id)?.record,
    sobjectOf: (id) => byId.get(id)?.sobject,
    find: (sobject, field, value) =>
      [...(index.get(slot(sobject, field, value)) ?? [])]
        .map((id) => byId.get(id)!.record)
        .filter((record) => !record.IsDeleted),
    insert(object, values) {
      const record: StoredRecord = { ...values, Id: makeId(object.keyPrefix, ++made), IsDeleted: false };
      table(object.name).set(record.Id, record);
      byId.set(record.Id, { sobject: object.name, record });
      enter(object.name, record);
      if (object.takesStorage) stored++;
      undoLog?.push(() => records.erase(record.Id));
      return record;
    },
    update(id, values) {
      const { sobject, record } = byId.get(id)!;
      const before = { ...record };
      undoLog?.push(() => records.update(id, before));
      leave(sobject, record);
      Object.assign(record, values);
      enter(sobject, record);
      return record;
    },
    bin(id) {
      const { sobject, record } = byId.get(id)!;
      const size = sizeOf(sobject);
      record.IsDeleted = true;
      stored -= size;
      undoLog?.push(() => {
        record.IsDeleted = false;
        stored += size;
      });
    },
    erase(id) {
      const known = byId.get(id);
      if (!known) return;
      leave(known.sobject, known.record);
      table(known.sobject).delete(id);
      byId.delete(id);
      const { sobject, record } = known;
      const size = record.IsDeleted ? 0 : sizeOf(sobject);
      stored -= size;
      undoLog?.push(() => {
        table(sobject).set(id, record);
        byId.set(id, known);
        enter(sobject, record);
        stored += size;
      });
    },
    beginUndo() {
      const log: (() => void)[] = [];
      undoLog = log;
      return (undo) => {
        undoLog = undefined;
        if (undo) for (const step of log.reverse()) step();
      };
    },
    stored: () => stored,
  };
  return records;
}

import { idStem } from '../../catalog/record-id.ts';
import type { ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import { jsonValue } from '../../export/json-value.ts';
import type { OrgRecord } from '../../org/query.ts';
import { withoutNulls } from './difference.ts';
import {
  confirmRow,
  countUnclaimed,
  goneOrLeft,
  heldByName,
  type InsertContext,
  type InsertDifference,
  isElsewhere,
  isUnderAdopted,
  known,
  type RecordChange,
} from './insert-context.ts';
import { heldName, rowForm, rowName } from './keyless-name.ts';

/** Compares rows with the records of their parent that say the same; `identity` is the parent and what is said. */
export function byContent(
  file: ExportFile,
  parent: string,
  identity: readonly string[],
  context: InsertContext,
): InsertDifference {
  const { org, sent, ids } = context;
  const isOthers = isElsewhere(file, context);
  const held = heldByName(context, identity);
  // Where a row was sent twice, that of the receipts is the one to delete: the other is not ours to touch.
  for (const records of held.values())
    records.sort((a, b) => Number(known(sent, a)) - Number(known(sent, b)));
  const left: ExportRow[] = [];
  const unchanged: string[] = [];
  const names = new Set<string>();
  const adopted = new Map<string, string>();
  for (const row of file.rows) {
    const name = rowName(file, row, identity, ids);
    names.add(name);
    const record = held.get(name)?.shift();
    if (!record) {
      left.push(row);
      continue;
    }
    unchanged.push(row.key);
    ids.set(row.key, String(record.Id));
    if (confirmRow(file.sobject, row.key, record, identity, { parents: [parent], context }))
      adopted.set(row.key, String(record.Id));
  }
  const free = new Map([...held.values()].flat().map((record) => [idStem(record.Id), record]));
  const content = identity.filter((field) => field !== parent);
  const mayUpdate = content.every((field) => org.fields[field]?.updateable);
  const missing: ExportRow[] = [];
  const updates: RecordChange[] = [];
  for (const row of left) {
    const id = idStem(sent.idOf(row.key));
    const record = free.get(id);
    // What a person said stays as it is, though a row said the same before.
    if (
      !record ||
      !known(sent, record) ||
      !mayUpdate ||
      idStem(record[parent]) !== rowForm(file, row, parent, ids)
    ) {
      missing.push(withoutNulls(row));
      continue;
    }
    free.delete(id);
    ids.set(row.key, String(record.Id));
    const fields = content.flatMap((field) => {
      const at = file.columns.findIndex((column) => column.field === field);
      return at < 0 ? [] : [[field, jsonValue(row.cells[at]!, org.fields[field]!.type)] as const];
    });
    updates.push({ id: String(record.Id), key: row.key, line: row.line, fields: Object.fromEntries(fields) });
  }
  // Of a copy of what a row says, only what a load made is surely ours.
  const nameOf = (record: OrgRecord) => heldName(record, identity, org);
  const isOurs = (record: OrgRecord) =>
    known(sent, record) && (sent.created(record.Id) || !names.has(nameOf(record)));
  const others = [...free.values()].filter(
    (record) => !isOurs(record) && !isOthers(record) && !isUnderAdopted(record, [parent], context),
  );
  const doubles = others.filter((record) => names.has(nameOf(record)));
  const strangers = others.filter((record) => !names.has(nameOf(record)));
  const unclear = unclearRows(file, parent, missing, others, context);
  const ours = [...free.values()].filter((record) => isOurs(record) && !isOthers(record));
  return {
    ...{ file: { ...file, rows: missing.filter((row) => !unclear.has(row.key)) }, unchanged, updates },
    ...goneOrLeft(ours, [parent], context),
    ...{
      doubles: doubles.length,
      unclear: [...unclear],
      yielding: [],
      adopted: { by: identity, ids: adopted },
    },
    unclaimed: countUnclaimed(strangers, [parent], context),
  };
}

/**
 * Rows without a receipt whose parent has records that nobody accounts for: in a fresh clone these may be the rows as they
 * were, so that an insert would double them. Where a load of this folder made the parent or sent it a row, they are others'.
 */
function unclearRows(
  file: ExportFile,
  parent: string,
  missing: readonly ExportRow[],
  others: readonly OrgRecord[],
  { ids, sent }: InsertContext,
): Set<string> {
  const at = file.columns.findIndex((column) => column.field === parent);
  const keyOfParent = (row: ExportRow) => row.cells[at] ?? '';
  const made = ({ key }: ExportRow) => sent.created(sent.idOf(key));
  const sure = new Set(file.rows.filter(made).map(keyOfParent));
  const strange = new Set(others.map((record) => idStem(record[parent])));
  return new Set(
    missing
      .filter((row) => {
        const key = keyOfParent(row);
        const id = ids.get(key) ?? key;
        return strange.has(idStem(id)) && !sure.has(key) && !sent.created(id);
      })
      .map((row) => row.key),
  );
}

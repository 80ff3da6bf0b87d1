import { idStem } from '../../catalog/record-id.ts';
import type { ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import { jsonValue } from '../../export/json-value.ts';
import type { OrgRecord } from '../../org/query.ts';
import { isEmptyCell, NULL_CELL } from '../../shared/special-cells.ts';
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
import { sameValue } from './same-value.ts';

/** At most one record below a parent has it: the platform takes it from the others. */
const EXCLUSIVE = 'IsPrimary';

/** A product has a price for each currency, which stays in it. Source: Object Reference, PricebookEntry. */
const CURRENCY = 'CurrencyIsoCode';

/** Compares rows with the records that have the same parents; `identity` is the fields of these. */
export function byParents(
  file: ExportFile,
  identity: readonly string[],
  context: InsertContext,
): InsertDifference {
  const { org, blanks, sent, ids } = context;
  const compared = file.columns.flatMap(({ field, kind }, at) =>
    identity.includes(field) ? [] : [{ field, kind, at }],
  );
  const held = heldByName(context, identity);
  // Of two records with the same parents, the one that a load made is the row's.
  for (const records of held.values())
    records.sort((a, b) => Number(known(sent, b)) - Number(known(sent, a)));
  const fixed = compared.filter(({ field, kind }) => kind === 'value' && !org.fields[field]!.updateable);
  const currency = fixed.filter(({ field }) => field === CURRENCY);
  const isSame = (row: ExportRow, record: OrgRecord, columns: typeof fixed) =>
    columns.every(({ field, at }) => {
      const cell = row.cells[at]!;
      return isEmptyCell(cell) || sameValue(org.fields[field]!, cell, record[field]);
    });
  const take = (row: ExportRow, fits: (record: OrgRecord) => boolean) => {
    const records = held.get(rowName(file, row, identity, ids)) ?? [];
    const at = records.findIndex(fits);
    return at < 0 ? undefined : records.splice(at, 1)[0];
  };
  // First those that are equal in what can't be changed: a load could not make the others so.
  const equal = file.rows.map((row) => ({ row, record: take(row, (record) => isSame(row, record, fixed)) }));
  const matched = equal.map(({ row, record }) => ({
    row,
    record: record ?? take(row, (one) => known(sent, one) || isSame(row, one, currency)),
  }));
  const isOthers = isElsewhere(file, context);
  const spare = [...held.values()].flat().filter((record) => !isOthers(record));
  const others = spare.filter((record) => !known(sent, record));
  const strange = others.filter((record) => !isUnderAdopted(record, identity, context));
  const parentOf = (record: OrgRecord) => idStem(record[identity[0] ?? '']);
  const taken = new Set(others.filter((record) => record[EXCLUSIVE] === true).map(parentOf));
  const exclusive = compared.find(({ field }) => field === EXCLUSIVE)?.at ?? -1;
  const yields = (row: ExportRow, record: OrgRecord | undefined) =>
    row.cells[exclusive] === 'true' &&
    record?.[EXCLUSIVE] !== true &&
    taken.has(rowForm(file, row, identity[0]!, ids));
  const telling = file.columns.map(({ field }) => field).filter((field) => field !== EXCLUSIVE);
  const said = new Set(matched.map(({ row }) => rowName(file, row, telling, ids)));
  const isCopy = (record: OrgRecord) => said.has(heldName(record, telling, org));

  const missing: ExportRow[] = [];
  const unchanged: string[] = [];
  const adopted = new Map<string, string>();
  const updates: RecordChange[] = [];
  for (const { row, record } of matched) {
    const yielding = yields(row, record);
    if (!record) {
      const cells = yielding ? row.cells.with(exclusive, 'false') : row.cells;
      missing.push(withoutNulls({ ...row, cells }));
      continue;
    }
    ids.set(row.key, String(record.Id));
    const confirmed: string[] = [...identity];
    const fields = Object.fromEntries(
      compared.flatMap(({ field, kind, at }) => {
        const cell = row.cells[at]!;
        const shape = org.fields[field]!;
        if (kind !== 'value' || !shape.updateable || (yielding && at === exclusive)) return [];
        if (sameValue(shape, cell === NULL_CELL ? '' : cell, record[field])) {
          if (!isEmptyCell(cell)) confirmed.push(field);
          return [];
        }
        if (isEmptyCell(cell) && shape.type !== 'boolean' && !shape.nillable) return [];
        if (cell === '' && !blanks.mayClear(file.sobject, row.key, record.Id, field)) return [];
        return [[field, jsonValue(cell, shape.type)] as const];
      }),
    );
    if (confirmRow(file.sobject, row.key, record, confirmed, { parents: identity, context }))
      adopted.set(row.key, String(record.Id));
    if (Object.keys(fields).length === 0) unchanged.push(row.key);
    else updates.push({ id: String(record.Id), key: row.key, line: row.line, fields });
  }
  return {
    ...{ file: { ...file, rows: missing }, unchanged, updates, unclear: [] },
    adopted: { by: identity, ids: adopted },
    ...goneOrLeft(spare, identity, context),
    doubles: strange.filter(isCopy).length,
    unclaimed: countUnclaimed(
      strange.filter((record) => !isCopy(record)),
      identity,
      context,
    ),
    yielding: matched.filter(({ row, record }) => yields(row, record)).map(({ row }) => row.key),
  };
}

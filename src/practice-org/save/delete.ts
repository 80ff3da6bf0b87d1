import { type SaveError, saveError } from '../errors.ts';
import { faultOfRow } from '../faults/of-row.ts';
import { toId18 } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { StoredRecord } from '../value.ts';
import type { Saved } from './save.ts';
import { whyNot } from './save.ts';

/** The lookups to an object that do more than lose their value when a record of it is deleted. */
function holding(org: Org, parent: string): { child: SchemaObject; field: SchemaField }[] {
  return [...org.schema.values()].flatMap((child) =>
    [...child.fields.values()]
      .filter((field) => field.onDelete !== 'clear' && field.to.includes(parent))
      .map((field) => ({ child, field })),
  );
}

function refusal(org: Org, sobject: string, record: StoredRecord, going: Set<string>): SaveError | undefined {
  const name = String(record.Name ?? record.Id);
  const attempt = `Your attempt to delete ${name} could not be completed because`;
  for (const { child, field } of holding(org, sobject)) {
    if (field.onDelete !== 'restrict') continue;
    const kept = org.records.find(child.name, field.name, record.Id).filter(({ Id }) => !going.has(Id));
    if (kept.length > 0)
      return saveError(
        'DELETE_FAILED',
        `${attempt} it is associated with the following ${child.label}s.: ${kept.map((one) => one.Name ?? one.Id).join(', ')}`,
      );
  }
  const field = { Account: 'AccountId', Contact: 'ContactId' }[sobject];
  if (!field) return undefined;
  const cases = org.records.find('Case', field, record.Id).filter(({ Id }) => !going.has(Id));
  if (cases.length > 0)
    return saveError(
      'DELETE_FAILED',
      `${attempt} it is associated with the following cases.: ${cases.map((kase) => kase.CaseNumber).join(', ')}`,
    );
  const won = org.records.find('Opportunity', 'AccountId', record.Id).filter((deal) => deal.IsWon === true);
  if (sobject === 'Account' && won.length > 0)
    return saveError(
      'DELETE_FAILED',
      `${attempt} some opportunities in this account were closed won: ${won.map((deal) => deal.Name).join(', ')}`,
    );
  return undefined;
}

/** Returns the record and everything that is deleted with it, parents first; or why it can't be deleted. */
function withChildren(org: Org, id: string, going: Set<string>): SaveError | undefined {
  const sobject = org.records.sobjectOf(id)!;
  const refused = refusal(org, sobject, org.records.get(id)!, going);
  if (refused) return refused;
  going.add(id);
  for (const { child, field } of holding(org, sobject))
    for (const record of field.onDelete === 'cascade' ? org.records.find(child.name, field.name, id) : []) {
      if (going.has(record.Id)) continue;
      const error = withChildren(org, record.Id, going);
      if (error) return error;
    }
  return undefined;
}

function forget(org: Org, id: string): void {
  for (const object of org.schema.values())
    for (const field of object.fields.values())
      if (field.type === 'reference')
        for (const record of org.records.find(object.name, field.name, id)) {
          const activity = field.name === 'WhoId' && (record.WhatId ?? null) === null;
          if (activity) org.records.bin(record.Id);
          else org.records.update(record.Id, { [field.name]: null });
        }
}

/** Deletes one record with its dependents, to the recycle bin or permanently. */
export function remove(org: Org, object: SchemaObject, given: string, hard = false): Saved {
  const id = toId18(given);
  const inBin = hard && org.records.get(id)?.IsDeleted === true;
  const error = (inBin ? undefined : whyNot(org, object, given)) ?? removalError(org, object, id);
  if (error) return { success: false, error, id };
  const going = new Set<string>();
  const refused = inBin ? undefined : withChildren(org, id, going);
  if (refused) return { success: false, error: refused, id };
  going.add(id);
  for (const each of going) {
    if (!org.records.get(each)!.IsDeleted) org.records.bin(each);
    if (hard) org.records.erase(each);
  }
  for (const each of going) forget(org, each);
  return { success: true, id, created: false };
}

function removalError(org: Org, object: SchemaObject, id: string): SaveError | undefined {
  if (!object.deletable)
    return saveError('INSUFFICIENT_ACCESS_OR_READONLY', `entity type ${object.name} cannot be deleted`);
  // A delete doesn't run validation or duplicate rules, but it does check locks.
  const error = faultOfRow(org.faults, object.name, org.records.get(id)!, id);
  return error?.statusCode === 'UNABLE_TO_LOCK_ROW' ? error : undefined;
}

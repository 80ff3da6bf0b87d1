import { type SaveError, saveError } from '../errors.ts';
import type { FieldValue, StoredRecord, Values } from '../value.ts';
import type { Change } from './change.ts';

const same = (a: FieldValue | undefined, b: FieldValue | undefined) =>
  typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase();
const trunk = (phone: FieldValue | undefined) =>
  typeof phone === 'string' ? phone.replace(/\D/g, '').slice(0, -4) : '';
const samePhone = (a: Values, b: Values) => trunk(a.Phone) !== '' && trunk(a.Phone) === trunk(b.Phone);

/** The core of the standard matching rules: the same name and one other value in common. */
const MATCHES: Record<string, (a: Values, b: StoredRecord) => boolean> = {
  Account: (a, b) =>
    same(a.Name, b.Name) &&
    (same(a.BillingStreet, b.BillingStreet) || same(a.Website, b.Website) || samePhone(a, b)),
  Contact: (a, b) =>
    same(a.FirstName, b.FirstName) &&
    same(a.LastName, b.LastName) &&
    (same(a.Email, b.Email) || same(a.AccountId, b.AccountId) || samePhone(a, b)),
};

/** The active standard duplicate rule of an sobject, which blocks matching inserts through the Bulk API. */
export function duplicateOf({ org, object, before, after, allowDuplicates }: Change): SaveError | undefined {
  const active = org.options.duplicateRules.some((sobject) => sobject === object.name);
  if (!active || before || allowDuplicates) return undefined;
  const known = org.records
    .all(object.name)
    .some((record) => !record.IsDeleted && MATCHES[object.name]!(after, record));
  return known ? saveError('DUPLICATES_DETECTED', 'Use one of these records?') : undefined;
}

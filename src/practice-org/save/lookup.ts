import { type SaveError, saveError } from '../errors.ts';
import { isId, toId18 } from '../ids.ts';
import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { visibleField } from '../permissions.ts';
import type { StoredRecord } from '../value.ts';

/** The live records of an sobject with this key. */
export function recordsByKey(org: Org, sobject: string, keyName: string, key: string): StoredRecord[] {
  const field = visibleField(org, objectNamed(org, sobject)!, keyName);
  if (!field) return [];
  if (field.name === 'Id') {
    const record = isId(key) ? org.records.get(toId18(key)) : undefined;
    return record && !record.IsDeleted && org.records.sobjectOf(record.Id) === sobject ? [record] : [];
  }
  const found = org.records.find(sobject, field.name, key);
  return field.caseSensitive ? found.filter((record) => record[field.name] === key) : found;
}

/** The id of a parent given by its External ID, or why there is none. */
export function lookUp(org: Org, sobject: string, keyName: string, key: string): string | SaveError {
  const object = objectNamed(org, sobject)!;
  const field = visibleField(org, object, keyName)?.name ?? keyName;
  const found = recordsByKey(org, object.name, keyName, key);
  if (found.length === 1) return found[0]!.Id;
  if (found.length === 0)
    return saveError(
      'INVALID_FIELD',
      `Foreign key external ID: ${key} not found for field ${field} in entity ${object.name}`,
    );
  return saveError(
    'DUPLICATE_EXTERNAL_ID',
    `Foreign key external ID: ${key} found more than once for field ${field} in entity ${object.name}`,
  );
}

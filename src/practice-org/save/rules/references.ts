import { saveError } from '../../errors.ts';
import { isId, toId18 } from '../../ids.ts';
import { firstError, type SaveRule, sentFields } from '../change.ts';

/** Task and Event share the custom fields of Activity, and so their unique values. */
const tablesOf = (sobject: string) =>
  sobject === 'Task' || sobject === 'Event' ? ['Task', 'Event'] : [sobject];

/** An id must lead to a live record of an object that the field may refer to. */
export const references: SaveRule = (change) =>
  firstError(sentFields(change), (field) => {
    const value = change.sent[field.name];
    if (field.type !== 'reference' || typeof value !== 'string') return undefined;
    const { records, schema } = change.org;
    const id = toId18(value);
    const named = `${field.label}: id value of incorrect type: ${value}`;
    if (!isId(value)) return saveError('MALFORMED_ID', named, field.name);
    const prefixes = field.to.map((sobject) => schema.get(sobject.toLowerCase())?.keyPrefix);
    if (!prefixes.includes(id.slice(0, 3))) return saveError('FIELD_INTEGRITY_EXCEPTION', named, field.name);
    const parent = records.get(id);
    if (!parent)
      return saveError(
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
      );
    return parent.IsDeleted ? saveError('ENTITY_IS_DELETED', 'entity is deleted') : undefined;
  });

/** No record may be its own ancestor. */
export const hierarchy: SaveRule = (change) =>
  firstError(
    sentFields(change).filter((field) => field.to.includes(change.object.name)),
    (field) => {
      if (!change.before) return undefined;
      let id = change.sent[field.name] ?? null;
      for (let depth = 0; id !== null && depth < 1_000; depth++) {
        if (id === change.before.Id)
          return saveError('CIRCULAR_DEPENDENCY', 'attempt to violate hierarchy constraints', field.name);
        id = change.org.records.get(String(id))?.[field.name] ?? null;
      }
      return undefined;
    },
  );

/** A unique value belongs to one record. */
export const unique: SaveRule = (change) =>
  firstError(
    sentFields(change).filter((field) => field.unique),
    (field) => {
      const { org, object, before, sent } = change;
      const value = sent[field.name];
      if (value === null || value === undefined) return undefined;
      const other = tablesOf(object.name)
        .flatMap((sobject) => org.records.find(sobject, field.name, value))
        .find((record) => record.Id !== before?.Id && (!field.caseSensitive || record[field.name] === value));
      if (!other) return undefined;
      return saveError(
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.Id.slice(0, 15)}`,
        field.name,
      );
    },
  );

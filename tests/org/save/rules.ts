import { type SaveError, saveError } from '../errors.ts';
import { isId, toId18 } from '../ids.ts';
import { objectNamed } from '../org.ts';
import { visibleField } from '../permissions.ts';
import type { OrgField } from '../schema/types.ts';
import type { Change } from './change.ts';

/** A rule of the platform: why a change is not saved, or nothing. */
type Rule = (change: Change) => SaveError | undefined;

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

function first<T>(items: Iterable<T>, rule: (item: T) => SaveError | undefined): SaveError | undefined {
  for (const item of items) {
    const error = rule(item);
    if (error) return error;
  }
  return undefined;
}

function sentFields({ object, sent }: Change): OrgField[] {
  return Object.keys(sent).map((name) => object.fields.get(name.toLowerCase())!);
}

const writable: Rule = (change) => {
  const { org, object, before } = change;
  const refused = sentFields(change).filter((field) => {
    const seen = visibleField(org, object, field.name);
    return !(before ? seen?.updateable : seen?.createable);
  });
  if (refused.length === 0) return undefined;
  const names = refused.map((field) => field.name);
  return saveError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    ...names,
  );
};

const required: Rule = ({ object, before, sent, after }) => {
  const missing = [...object.fields.values()]
    .filter((field) => field.createable && !field.nillable && field.type !== 'boolean')
    .filter((field) =>
      before ? sent[field.name] === null : !field.defaultedOnCreate && (after[field.name] ?? null) === null,
    )
    .map((field) => field.name);
  if (missing.length === 0) return undefined;
  return saveError(
    'REQUIRED_FIELD_MISSING',
    `Required fields are missing: [${missing.join(', ')}]`,
    ...missing,
  );
};

const text: Rule = (change) =>
  first(sentFields(change), (field) => {
    const value = change.sent[field.name];
    if (typeof value !== 'string' || field.length === 0 || field.type === 'reference') return undefined;
    if ((field.bytes ? bytesOf(value) : value.length) > field.length)
      return saveError(
        'STRING_TOO_LONG',
        `${field.label}: data value too large: ${value.slice(0, 80)} (max length=${field.length})`,
        field.name,
      );
    if (field.type === 'email' && !/^[^\s@<>(),;:"[\]]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value))
      return saveError(
        'INVALID_EMAIL_ADDRESS',
        `${field.label}: invalid email address: ${value}`,
        field.name,
      );
    if (field.type === 'picklist' && field.restricted && !field.values.includes(value))
      return saveError(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `bad value for restricted picklist field: ${value}`,
        field.name,
      );
    return undefined;
  });

const numbers: Rule = (change) =>
  first(sentFields(change), (field) => {
    const value = change.sent[field.name];
    if (typeof value !== 'number') return undefined;
    const limit = field.type === 'int' ? 2 ** 31 : 10 ** (field.precision - field.scale);
    if (Math.abs(value) < limit) return undefined;
    return saveError(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${value}`,
      field.name,
    );
  });

const references: Rule = (change) =>
  first(sentFields(change), (field) => {
    const value = change.sent[field.name];
    if (field.type !== 'reference' || typeof value !== 'string') return undefined;
    const { records, schema } = change.org;
    const id = toId18(value);
    const named = `${field.label} ID: id value of incorrect type: ${value}`;
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

const hierarchy: Rule = (change) =>
  first(
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

/** Task and Event share the custom fields of Activity, and so their unique values. */
const tablesOf = (sobject: string) =>
  sobject === 'Task' || sobject === 'Event' ? ['Task', 'Event'] : [sobject];

const unique: Rule = (change) =>
  first(
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

/** A lead has no account, deal or case, so an activity with a lead has no What. */
const leadWithoutWhat: Rule = ({ object, after, org }) => {
  if (object.name !== 'Task' && object.name !== 'Event') return undefined;
  const who = typeof after.WhoId === 'string' ? after.WhoId : '';
  if (!who.startsWith(objectNamed(org, 'Lead')!.keyPrefix) || (after.WhatId ?? null) === null)
    return undefined;
  return saveError('FIELD_INTEGRITY_EXCEPTION', 'Related To ID: must be blank for a lead', 'WhatId');
};

/** Source for the name of the missing field: issue 217 of jsforce. */
const timedEvent: Rule = ({ object, after }) => {
  if (object.name !== 'Event' || after.IsAllDayEvent === true) return undefined;
  const missing = [
    ...((after.StartDateTime ?? null) === null ? ['ActivityDateTime'] : []),
    ...((after.DurationInMinutes ?? after.EndDateTime ?? null) === null ? ['DurationInMinutes'] : []),
  ];
  if (missing.length > 0)
    return saveError(
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      ...missing,
    );
  // Object Reference, Event: an event lasts no longer than 14 days.
  if (Number(after.DurationInMinutes ?? 0) < 0 || Number(after.DurationInMinutes ?? 0) > 20_160)
    return saveError('FIELD_INTEGRITY_EXCEPTION', 'Event duration can not be longer than 14 days');
  return undefined;
};

const storage: Rule = ({ org, before }) =>
  !before && (org.records.stored() + 1) * 2 > org.options.storageMb * 1_024
    ? saveError('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded')
    : undefined;

/** In the order in which they are asked; the first that says no is the answer. */
export const RULES: readonly Rule[] = [
  storage,
  writable,
  references,
  required,
  text,
  numbers,
  hierarchy,
  leadWithoutWhat,
  timedEvent,
  unique,
];

import { type SaveError, saveError } from '../errors.ts';
import { faultOfRow } from '../faults/of-row.ts';
import { isId, toId18 } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SchemaObject } from '../schema/types.ts';
import type { Values } from '../value.ts';
import type { Change } from './change.ts';
import { computedValues } from './computed.ts';
import { duplicateOf } from './duplicates.ts';
import { sumUp } from './line-items.ts';
import { makeWith } from './makes.ts';
import { syncedPlaces } from './rules/places.ts';
import { RULES } from './rules/rules.ts';

/** The result of one record. */
export type Saved =
  | { success: true; id: string; created: boolean }
  | { success: false; error: SaveError; id?: string };

/** A record to be saved; an update if it has an `id`. */
export interface SaveRequest {
  object: SchemaObject;
  id?: string;
  values: Values;
  /** Identifies the row across attempts: its key, or without one its id or values. */
  key?: string;
  allowDuplicates?: boolean;
}

function defaults(object: SchemaObject): Values {
  return Object.fromEntries([...object.fields.values()].map((field) => [field.name, field.default ?? null]));
}

/** An opportunity has at most one primary contact: the one that was set last. */
function demoteOthers({ org, object, after }: Change, id: string): void {
  if (object.name !== 'OpportunityContactRole' || after.IsPrimary !== true) return;
  for (const role of org.records.find(object.name, 'OpportunityId', after.OpportunityId ?? null))
    if (role.Id !== id && role.IsPrimary === true) org.records.update(role.Id, { IsPrimary: false });
}

function alreadyAssigned({ org, object, before, after }: Change): SaveError | undefined {
  if (object.name !== 'PermissionSetAssignment' || before) return undefined;
  const known = org.records
    .find(object.name, 'AssigneeId', after.AssigneeId ?? null)
    .some((record) => record.PermissionSetId === after.PermissionSetId);
  return known
    ? saveError(
        'DUPLICATE_VALUE',
        `Duplicate PermissionSetAssignment. Assignee: ${after.AssigneeId}; Permission Set: ${after.PermissionSetId}`,
        'AssigneeId',
        'PermissionSetId',
      )
    : undefined;
}

/** Why no record with this id can be updated or deleted. */
export function whyNot(org: Org, object: SchemaObject, id: string): SaveError | undefined {
  if (!isId(id)) return saveError('MALFORMED_ID', `bad id ${id}`, 'Id');
  const record = org.records.get(toId18(id));
  if (!record || org.records.sobjectOf(record.Id) !== object.name)
    return saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  return record.IsDeleted ? saveError('ENTITY_IS_DELETED', 'entity is deleted') : undefined;
}

/** Inserts or updates one record, by all the rules. */
export function save(org: Org, request: SaveRequest): Saved {
  const { object, values } = request;
  if (!object.createable)
    return {
      success: false,
      error: saveError(
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        `entity type ${object.name} can not be saved through the API`,
      ),
    };
  if (request.id !== undefined) {
    const error = whyNot(org, object, request.id);
    if (error) return { success: false, error, id: request.id };
  }
  const before = request.id === undefined ? undefined : org.records.get(toId18(request.id))!;
  // A null on insert is ignored, so that the default applies.
  const sent = before
    ? values
    : Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const after = { ...(before ?? defaults(object)), ...sent };
  const change: Change = {
    org,
    object,
    before,
    sent,
    after,
    allowDuplicates: request.allowDuplicates ?? false,
  };
  const key = request.key ?? before?.Id ?? JSON.stringify(sent);
  let error: SaveError | undefined;
  for (const rule of [...RULES, alreadyAssigned, duplicateOf]) {
    error = rule(change);
    if (error) break;
  }
  error ??= faultOfRow(org.faults, object.name, after, key);
  if (error?.statusCode === 'DUPLICATES_DETECTED' && change.allowDuplicates) error = undefined;
  if (error) return { success: false, error, ...(before ? { id: before.Id } : {}) };

  const now = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString();
  const record = {
    ...after,
    ...references18(object, sent),
    ...syncedPlaces(object, sent),
    ...computedValues(org, object.name, after, sent),
    ...(before ? {} : filledValues(org, object.name, after)),
    LastModifiedDate: now,
    LastModifiedById: org.userId,
    SystemModstamp: now,
  };
  const owner = object.fields.has('ownerid') ? { OwnerId: after.OwnerId ?? org.userId } : {};
  const id = before
    ? org.records.update(before.Id, record).Id
    : org.records.insert(object, { ...record, ...owner, CreatedDate: now, CreatedById: org.userId }).Id;
  demoteOthers(change, id);
  makeWith(org, object, org.records.get(id)!, !before);
  if (object.name === 'OpportunityLineItem') sumUp(org, after.OpportunityId);
  if (object.name === 'Opportunity') sumUp(org, id);
  return { success: true, id, created: !before };
}

/** The values that a flow of the org sets on create. */
function filledValues(org: Org, sobject: string, after: Values): Values {
  return Object.fromEntries(
    Object.entries(org.options.fills).flatMap(([path, value]) => {
      const [name, field] = path.split('.') as [string, string];
      return name === sobject && (after[field] ?? null) === null ? [[field, value]] : [];
    }),
  );
}

function references18(object: SchemaObject, sent: Values): Values {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      object.fields.get(name.toLowerCase())?.type === 'reference' && typeof value === 'string'
        ? [[name, toId18(value)]]
        : [],
    ),
  );
}

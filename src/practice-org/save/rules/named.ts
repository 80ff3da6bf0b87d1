import { saveError } from '../../errors.ts';
import { toId18 } from '../../ids.ts';
import { mayUseRecordType } from '../../org.ts';
import type { SaveRule } from '../change.ts';

/** A record type is one of the object, active, and assigned to the user's profile. */
export const recordType: SaveRule = ({ org, object, sent }) => {
  const id = sent.RecordTypeId;
  if (typeof id !== 'string' || mayUseRecordType(org, object.name, toId18(id))) return undefined;
  return saveError(
    'INVALID_CROSS_REFERENCE_KEY',
    `Record Type ID: this ID value isn't valid for the user: ${id}`,
    'RecordTypeId',
  );
};

/** An owner is an active user, or a queue of the object. Source: SOAP API Developer Guide, StatusCode. */
export const owner: SaveRule = ({ org, object, sent }) => {
  const id = typeof sent.OwnerId === 'string' ? toId18(sent.OwnerId) : '';
  const record = id === '' ? undefined : org.records.get(id);
  if (!record) return undefined;
  if (record.Type !== 'Queue')
    return record.IsActive === false
      ? saveError(
          'INACTIVE_OWNER_OR_USER',
          `operation performed with inactive user [${id.slice(0, 15)}] as owner of ${object.name.toLowerCase()}`,
        )
      : undefined;
  const takes = org.records
    .all('QueueSobject')
    .some((one) => one.QueueId === id && one.SobjectType === object.name);
  return takes
    ? undefined
    : saveError('INVALID_OPERATION', 'Queue not associated with this SObject type', 'OwnerId');
};

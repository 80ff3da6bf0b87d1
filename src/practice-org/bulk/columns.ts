import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { fieldOfRelationship, isKey, visibleField } from '../permissions.ts';
import type { SchemaField, SchemaObject } from '../schema/types.ts';
import type { JobRequest } from './job.ts';

/** A column of a job's CSV: a field, or a parent by its key. */
export type BulkColumn =
  | { kind: 'field'; field: SchemaField }
  | { kind: 'parent'; link: SchemaField; sobject: string; keyName: string };

/** Why a whole job is not processed; its text becomes the job's `errorMessage`. */
export class JobError extends Error {}

const unknown = (header: string) => new JobError(`InvalidBatch : Field name not found : ${header}`);

/**
 * Reads `Account.Ext__c`, or `Contact:Who.Ext__c` where the lookup is polymorphic: the type is needed there
 * and refused elsewhere. Bulk API 2.0 Developer Guide, "Relationship Fields in a Header Row".
 */
function parentColumn(org: Org, object: SchemaObject, header: string): BulkColumn {
  const match = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(header);
  if (!match) throw unknown(header);
  const [, type, relationship, keyName] = match as unknown as [string, string | undefined, string, string];
  const link = fieldOfRelationship(org, object, relationship);
  if (!link || link.polymorphic !== (type !== undefined)) throw unknown(header);
  const sobject = objectNamed(org, type ?? link.to[0]!)?.name;
  if (!sobject || !link.to.includes(sobject) || !isKey(org, sobject, keyName)) throw unknown(header);
  return { kind: 'parent', link, sobject, keyName };
}

/** The columns that a header means in this org, or a JobError. */
export function columnsOf(
  org: Org,
  object: SchemaObject,
  request: JobRequest,
  header: string[],
): BulkColumn[] {
  const columns = header.map((name): BulkColumn => {
    const field = visibleField(org, object, name);
    return field ? { kind: 'field', field } : parentColumn(org, object, name);
  });
  const deletes = request.operation === 'delete' || request.operation === 'hardDelete';
  const byId = columns.some((column) => column.kind === 'field' && column.field.name === 'Id');
  if (deletes && (header.length !== 1 || !byId))
    throw new JobError("InvalidBatch : The 'delete' batch must contain only ids");
  return columns;
}

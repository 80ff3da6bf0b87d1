import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { fieldOfRelationship, isKey, visibleField } from '../permissions.ts';
import type { OrgField, OrgObject } from '../schema/types.ts';
import type { JobRequest } from './job.ts';

/** What a column of a job's CSV is: a field, or a parent named by its key. */
export type Column =
  | { kind: 'field'; field: OrgField }
  | { kind: 'parent'; link: OrgField; sobject: string; keyName: string };

/** Why a whole job is not processed; its text becomes the job's `errorMessage`. */
export class JobError extends Error {}

const unknown = (header: string) => new JobError(`InvalidBatch : Field name not found : ${header}`);

/**
 * Reads `Account.Ext__c`, or `Contact:Who.Ext__c` where the lookup is polymorphic: the type is needed there
 * and refused elsewhere. Bulk API 2.0 Developer Guide, "Relationship Fields in a Header Row".
 */
function parentColumn(org: Org, object: OrgObject, header: string): Column {
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
export function columnsOf(org: Org, object: OrgObject, request: JobRequest, header: string[]): Column[] {
  const columns = header.map((name): Column => {
    const field = visibleField(org, object, name);
    return field ? { kind: 'field', field } : parentColumn(org, object, name);
  });
  const deletes = request.operation === 'delete' || request.operation === 'hardDelete';
  const byId = columns.some((column) => column.kind === 'field' && column.field.name === 'Id');
  if (deletes && (header.length !== 1 || !byId))
    throw new JobError("InvalidBatch : The 'delete' batch must contain only ids");
  return columns;
}

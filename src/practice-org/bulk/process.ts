import { type SaveError, saveError } from '../errors.ts';
import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import { fromText, xsdType } from '../save/convert.ts';
import { remove } from '../save/delete.ts';
import { lookUp, recordsByKey } from '../save/lookup.ts';
import { type Saved, save } from '../save/save.ts';
import type { SchemaField } from '../schema/types.ts';
import type { Values } from '../value.ts';
import { type BulkColumn, columnsOf } from './columns.ts';
import type { IngestJob, RowResult } from './job.ts';

// Bulk API 2.0 processes a job in chunks of 200 records, each in its own transaction.
const CHUNK = 200;

interface ReadRow {
  row: string[];
  values: Values;
  id: string | undefined;
  key: string | undefined;
  error: SaveError | undefined;
}

function twoParents({ relationship, name }: SchemaField): SaveError {
  return saveError(
    'INVALID_FIELD',
    `cannot specify both an external ID reference ${relationship} and a salesforce id, ${name}`,
  );
}

function readRow(org: Org, job: IngestJob, columns: BulkColumn[], row: string[]): ReadRow {
  const upsertKey = job.request.operation === 'upsert' ? job.request.externalIdFieldName!.toLowerCase() : '';
  const read: ReadRow = { row, values: {}, id: undefined, key: undefined, error: undefined };
  columns.forEach((column, index) => {
    const cell = row[index] ?? '';
    if (cell === '' || read.error) return;
    if (column.kind === 'parent') {
      if (cell === '#N/A') {
        read.values[column.link.name] = null;
        return;
      }
      const found = lookUp(org, column.sobject, column.keyName, cell);
      if (column.link.name in read.values) read.error = twoParents(column.link);
      else if (typeof found === 'string') read.values[column.link.name] = found;
      else read.error = found;
      return;
    }
    const { field } = column;
    if (field.name.toLowerCase() === upsertKey && field.name !== 'Id') read.key = cell;
    if (field.name === 'Id') {
      read.id = cell;
      return;
    }
    const value = cell === '#N/A' ? null : fromText(field, cell);
    if (value === undefined)
      read.error = saveError(
        'INVALID_FIELD',
        `Failed to deserialize field at col ${index}. Due to, '${cell}' is not a valid value for the type ${xsdType(field)}`,
        field.name,
      );
    else if (field.name in read.values) read.error = twoParents(field);
    else read.values[field.name] = value;
  });
  return read;
}

function refuse(read: ReadRow, error: SaveError): RowResult {
  return { row: read.row, ok: false, error, id: read.id ?? '' };
}

function result(read: ReadRow, saved: Saved): RowResult {
  return saved.success
    ? { row: read.row, ok: true, id: saved.id, created: saved.created }
    : { row: read.row, ok: false, error: saved.error, id: saved.id ?? '' };
}

function saveRow(org: Org, job: IngestJob, read: ReadRow, twins: Set<string>): RowResult {
  const { operation, externalIdFieldName = 'Id' } = job.request;
  const object = objectNamed(org, job.request.object)!;
  const { values } = read;
  if (operation === 'delete' || operation === 'hardDelete')
    return result(read, remove(org, object, read.id ?? '', operation === 'hardDelete'));
  if (read.error) return refuse(read, read.error);
  if (operation === 'insert' && read.id !== undefined)
    return refuse(
      read,
      saveError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', 'Id'),
    );
  if (operation === 'insert') return result(read, save(org, { object, values }));
  if (operation === 'update') {
    if (read.id === undefined)
      return refuse(read, saveError('MISSING_ARGUMENT', 'Id not specified in an update call'));
    return result(read, save(org, { object, values, id: read.id }));
  }
  if (externalIdFieldName.toLowerCase() === 'id')
    return result(read, save(org, { object, values, ...(read.id === undefined ? {} : { id: read.id }) }));
  const field = object.fields.get(externalIdFieldName.toLowerCase())!.name;
  if (read.key === undefined) return refuse(read, saveError('MISSING_ARGUMENT', `${field} not specified`));
  if (twins.has(keyOf(org, job, read.key)))
    return refuse(read, saveError('DUPLICATE_VALUE', `Duplicate external id specified: ${read.key}`, field));
  const known = recordsByKey(org, object.name, field, read.key);
  if (known.length > 1)
    return refuse(
      read,
      saveError(
        'DUPLICATE_EXTERNAL_ID',
        `${field}: more than one record found for external id field: [${known.map(({ Id }) => Id.slice(0, 15)).join(', ')}]`,
      ),
    );
  const { [field]: _key, ...rest } = values;
  return result(
    read,
    known[0]
      ? save(org, { object, values: rest, id: known[0].Id, key: read.key })
      : save(org, { object, values, key: read.key }),
  );
}

function keyOf(org: Org, job: IngestJob, key: string): string {
  const object = objectNamed(org, job.request.object)!;
  const field = object.fields.get(job.request.externalIdFieldName!.toLowerCase());
  return field?.caseSensitive ? key : key.toLowerCase();
}

function twinsIn(org: Org, job: IngestJob, chunk: ReadRow[]): Set<string> {
  const seen = new Set<string>();
  const twins = new Set<string>();
  for (const { key } of chunk) {
    if (key === undefined) continue;
    const name = keyOf(org, job, key);
    (seen.has(name) ? twins : seen).add(name);
  }
  return twins;
}

/** Processes the first `count` rows of a job; throws a JobError if none of them can be processed. */
export function processRows(org: Org, job: IngestJob, count = job.rows.length): RowResult[] {
  const object = objectNamed(org, job.request.object)!;
  const columns = columnsOf(org, object, job.request, job.header);
  // All parents are looked up before any row is saved: a row can't rely on another row of its job.
  const rows = job.rows.slice(0, count).map((row) => readRow(org, job, columns, row));
  const results: RowResult[] = [];
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    const twins = job.request.operation === 'upsert' ? twinsIn(org, job, chunk) : new Set<string>();
    for (const read of chunk) results.push(saveRow(org, job, read, twins));
  }
  return results;
}

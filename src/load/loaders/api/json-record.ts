import { jsonValue } from '../../../export/json-value.ts';
import type { OrgObject } from '../../../org/describe.ts';
import { NULL_CELL } from '../../../shared/special-cells.ts';
import type { SentFile } from '../../run/sent-file.ts';

/** `Contact:Who.Key__c` or `Account.Key__c`: a parent by its external ID, the type only where the lookup is polymorphic. */
const PARENT = /^(?:(\w+):)?(\w+)\.(\w+)$/;

/**
 * Makes the record that sObject Collections take of a row: blank cells are left out, `#N/A` is null. `fields` are those of
 * the columns, by which a lookup is emptied.
 */
export function jsonRecords(
  { headers }: Pick<SentFile, 'headers'>,
  object: OrgObject,
  fields: readonly string[],
): (cells: readonly string[]) => Record<string, unknown> {
  const columns = headers.map((header, at) => {
    const [, type, relationship, key] = PARENT.exec(header) ?? [];
    return { header, field: fields[at] ?? header, type, relationship, key };
  });
  return (cells) => {
    const record: Record<string, unknown> = { attributes: { type: object.name } };
    columns.forEach(({ header, field, type, relationship, key }, at) => {
      const cell = cells[at]!;
      if (cell === '') return;
      if (relationship === undefined || key === undefined)
        record[header] = jsonValue(cell, object.fields[header]?.type);
      else if (cell === NULL_CELL) record[field] = null;
      else record[relationship] = { ...(type ? { attributes: { type } } : {}), [key]: cell };
    });
    return record;
  };
}

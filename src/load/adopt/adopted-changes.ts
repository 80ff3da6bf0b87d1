import { sameId } from '../../catalog/record-id.ts';
import type { ExportFile } from '../../export/compile/export-file.ts';
import { jsonValue } from '../../export/json-value.ts';
import type { OrgObject } from '../../org/describe.ts';
import type { OrgRecord } from '../../org/query.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { Blanks } from '../difference/blanks.ts';
import { upsertDifference } from '../difference/difference.ts';
import type { Ids } from '../difference/held.ts';
import type { RecordChange } from '../difference/insert-context.ts';
import { sameValue } from '../difference/same-value.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Adopted } from './find-adopted.ts';

/** What a load does with the records that rows of an object take over. */
export interface AdoptedDifference {
  by: readonly string[];
  /** The records, by the key of the row. */
  ids: ReadonlyMap<string, string>;
  changes: RecordChange[];
  /** Keys of rows whose records have their values already. */
  unchanged: string[];
}

interface ChangesContext {
  org: OrgObject;
  ids: Ids;
  externalIdField: string;
  blanks: Blanks;
  sent: Pick<SentStore, 'sent'>;
}

/** Files without the rows that take over records. */
export function withoutAdopted(files: readonly ExportFile[], adopted: Adopted): ExportFile[] {
  return files.map((file) => ({ ...file, rows: file.rows.filter(({ key }) => !adopted.records.has(key)) }));
}

/**
 * Compares rows with the records that they take over. Only the fields that differ are sent, by the id of the record: a
 * key would make it one of the dataset's, for a cleanup to delete. A blank cell leaves what people filled.
 */
export function adoptedChanges(
  files: readonly ExportFile[],
  adopted: Adopted,
  context: ChangesContext,
): AdoptedDifference {
  const { org, ids, externalIdField, sent } = context;
  const ofAdopted = files.map((file) => ({
    ...file,
    rows: file.rows.filter(({ key }) => adopted.records.has(key)),
  }));
  const records = [...adopted.records].map(([key, record]) => ({ ...record, [externalIdField]: key }));
  const blanks: Blanks = {
    ...{ confirm: context.blanks.adopt.bind(context.blanks), adopt: () => {} },
    mayClear: (_, key, id, field) => sent.sent(key, id, field),
  };
  const parts = upsertDifference(ofAdopted, {
    ...{ org, ids, externalIdField, blanks },
    held: { sobject: adopted.sobject, records, repeated: [] },
  });
  const changes = new Map<string, RecordChange>();
  for (const { file } of parts)
    for (const row of file.rows) {
      const record = adopted.records.get(row.key)!;
      const change = changes.get(row.key) ?? {
        ...{ id: String(record.Id), key: row.key, line: row.line, fields: {}, parents: [] },
      };
      changes.set(row.key, change);
      file.columns.forEach((column, at) => {
        const cell = row.cells[at]!;
        const field = org.fields[column.field];
        if (column.kind === 'key' || cell === '' || !field || isHeld(field, cell, record)) return;
        if (column.kind === 'parent' && cell !== NULL_CELL)
          change.parents = [...(change.parents ?? []), { field: field.name, key: cell, to: column.to }];
        else change.fields[field.name] = jsonValue(cell, field.type);
      });
    }
  return {
    by: adopted.by,
    ids: new Map([...adopted.records].map(([key, { Id }]) => [key, String(Id)])),
    changes: [...changes.values()],
    unchanged: [...adopted.records.keys()].filter((key) => !changes.has(key)),
  };

  function isHeld(field: OrgObject['fields'][string], cell: string, record: OrgRecord): boolean {
    const held = record[field.name];
    if (field.type === 'reference' && cell !== NULL_CELL) return sameId(ids.get(cell) ?? cell, held);
    return sameValue(field, cell === NULL_CELL ? '' : cell, held);
  }
}

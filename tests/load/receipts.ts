import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SentStore } from '../../src/load/receipts/sent-store.ts';

/** Receipts that say of each record which fields were sent: `['C1', '003…', 'LastName Phone']`; `created` unless told. */
export function receiptsOf(
  sobject: string,
  ...records: (readonly [key: string, id: string, fields: string, created?: boolean])[]
): SentStore {
  const store = new SentStore(mkdtempSync(join(tmpdir(), 'receipts-')));
  for (const [key, id, fields, created = true] of records) {
    const names = fields.split(' ');
    store.add(sobject, names, [{ key, id, created, sent: names.map(() => true), cleared: [] }]);
  }
  return store;
}

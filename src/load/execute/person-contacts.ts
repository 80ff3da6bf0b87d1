import type { ExportFile } from '../../export/compile/export-file.ts';
import { accountOfContact } from '../../export/person-contacts.ts';
import { oneOf, query } from '../../org/query.ts';
import type { Execution } from './execute.ts';

const IDS_A_QUERY = 400;

/** Asks the org for the contacts of person accounts that rows refer to and that this load has brought in itself. */
export async function findPersonContacts(
  { columns, rows }: Pick<ExportFile, 'columns' | 'rows'>,
  { session, outcomes: { ids } }: Pick<Execution, 'session' | 'outcomes'>,
): Promise<void> {
  const at = columns.flatMap(({ kind }, index) => (kind === 'parent' ? [index] : []));
  const wanted = new Map<string, string>();
  if (at.length > 0)
    rows.forEach(({ cells }) => {
      for (const index of at) {
        const cell = cells[index]!;
        const account = accountOfContact(cell);
        const id = account === undefined || ids.has(cell) ? undefined : ids.get(account);
        if (id !== undefined) wanted.set(id.slice(0, 15), cell);
      }
    });
  const accounts = [...wanted.keys()];
  for (let first = 0; first < accounts.length; first += IDS_A_QUERY) {
    const where = oneOf('Id', accounts.slice(first, first + IDS_A_QUERY));
    for (const record of await query(session.rest, `SELECT Id, PersonContactId FROM Account WHERE ${where}`))
      if (typeof record.PersonContactId === 'string')
        ids.set(wanted.get(String(record.Id).slice(0, 15))!, record.PersonContactId);
  }
}

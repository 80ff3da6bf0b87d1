import type { ExportFile, ExportRow } from '../../export/export-file.ts';
import type { Prepared } from '../../export/prepare.ts';
import type { Session } from '../../org/session.ts';
import { ReceiptBlanks } from './blanks.ts';
import { insertDifference } from './difference-insert.ts';
import { type Ids, readHeld } from './held.ts';
import type { CompareContext } from './read-org.ts';

/**
 * Of rows that an insert may or may not have brought in, those that the org lacks: the parents' ids are read anew, since
 * the load itself may have made them, then the sobject.
 */
export async function stillMissing(
  session: Session,
  prepared: Prepared,
  context: CompareContext,
  file: ExportFile,
  rows: readonly ExportRow[],
): Promise<ExportRow[]> {
  const { schema, compiled, keys } = prepared;
  const ids: Ids = new Map();
  const parents = new Set(file.columns.flatMap((column) => (column.kind === 'parent' ? [column.to] : [])));
  await Promise.all(
    [...parents].map((parent) => {
      const files = compiled.files.filter((file) => file.sobject === parent);
      return readHeld(session, parent, files, { ...context, schema, ids });
    }),
  );
  const held = await readHeld(session, file.sobject, [file], { ...context, schema, ids });
  const { file: lacked, unclear } = insertDifference(
    { ...file, rows },
    {
      ...{ org: schema[file.sobject]!, held, ids, keys, sent: context.sent },
      ...{ blanks: new ReceiptBlanks(context.sent), rowKeys: new Set(rows.map((row) => row.key)) },
    },
  );
  const lacking = new Set([...lacked.rows.map((row) => row.key), ...unclear]);
  return rows.filter((row) => lacking.has(row.key));
}

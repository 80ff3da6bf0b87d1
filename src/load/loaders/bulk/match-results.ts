import type { TableRows } from '../../../dataset/csv.ts';
import type { ExportRow } from '../../../export/compile/export-file.ts';
import { textForm } from '../../difference/same-value.ts';
import type { Receipt } from '../../run/journal-entry.ts';
import type { SentFile } from '../../run/sent-file.ts';
import { parseRowError } from '../row-error.ts';

/** The result files of a job; their rows come in no promised order, with the columns that were sent. */
export interface JobResults {
  successful: TableRows;
  failed: TableRows;
  unprocessed: TableRows;
}

type RowPlace = Pick<ExportRow, 'key' | 'line'>;

/** The columns by which sent rows are found among results: the key's, else all. */
export function namingHeaders({ headers, keyHeader }: Pick<SentFile, 'headers' | 'keyHeader'>) {
  return keyHeader === null ? headers : [keyHeader];
}

/**
 * Finds each sent row in a job's results, by its key where the file has one, else by all it says. A row without a result
 * has failed, with `jobError` as its reason where the job has one.
 */
export function matchResults(file: SentFile, results: JobResults, jobError: string | undefined): Receipt[] {
  const waiting = new Map<string, RowPlace[]>();
  const headers = namingHeaders(file);
  const positions = headers.map((header) => file.headers.indexOf(header));
  for (const { key, line, cells } of file.rows) {
    const name = positions.map((at) => textForm(cells[at]!)).join('\u0000');
    const same = waiting.get(name);
    if (same) same.push({ key, line });
    else waiting.set(name, [{ key, line }]);
  }
  const receipts: Receipt[] = [];
  const take = (table: TableRows, receipt: (row: RowPlace, cell: (header: string) => string) => Receipt) => {
    const at = headers.map((header) => table.columns.indexOf(header));
    for (const cells of table.rows) {
      const found = waiting.get(at.map((index) => textForm(cells[index] ?? '')).join('\u0000'))?.shift();
      if (found) receipts.push(receipt(found, (header) => cells[table.columns.indexOf(header)] ?? ''));
    }
  };
  take(results.successful, ({ key, line }, cell) => {
    const outcome = cell('sf__Created') === 'true' ? 'created' : 'updated';
    return { key, line, outcome, id: cell('sf__Id') };
  });
  take(results.failed, ({ key, line }, cell) => {
    const { code, message } = parseRowError(cell('sf__Error'));
    return { key, line, outcome: 'failed', code, message };
  });
  const { code, message } = jobError
    ? parseRowError(jobError)
    : { code: 'NO_RESULT', message: 'The job ended without a result for this row.' };
  for (const { key, line } of [...waiting.values()].flat()) {
    receipts.push({ key, line, outcome: 'failed', code, message });
  }
  return receipts;
}

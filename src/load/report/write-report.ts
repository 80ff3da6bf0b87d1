import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../dataset/csv.ts';
import { diskError } from '../run/disk-error.ts';
import type { LoadReport } from './report.ts';
import { reportText } from './report-text.ts';

/** Writes a report into its run's folder: as text, as JSON, and the failed rows as CSV and JSON. */
export function writeReport(report: LoadReport, folder: string): void {
  const write = (name: string, text: string) => {
    try {
      writeFileSync(join(folder, name), text);
    } catch (error) {
      throw diskError(error, join(folder, name), 'The load itself is over, and the org has what it took.');
    }
  };
  const columns = ['sobject', 'key', 'file', 'line', 'code', 'message', 'cause', 'fix'] as const;
  const failed = report.failed.map((row) => columns.map((column) => String(row[column])));
  write('report.txt', `${reportText(report)}\n`);
  write('report.json', `${JSON.stringify(report, null, 2)}\n`);
  write('failed.csv', csvText(columns, failed));
  write('failed.json', `${JSON.stringify(report.failed, null, 2)}\n`);
}

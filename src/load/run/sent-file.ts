import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packCsv } from '../../dataset/csv.ts';
import { type ExportFile, type ExportRow, fileParts, headersOf } from '../../export/compile/export-file.ts';
import { writeParts } from '../../shared/files/write-parts.ts';
import { mapRows, type Rows } from '../../shared/rows/rows.ts';
import { diskError } from './disk-error.ts';
import type { Submission } from './journal-entry.ts';

/** What was sent in one submission, as far as its results concern it. */
export interface SentFile {
  headers: readonly string[];
  /** The header of the column that tells rows apart; null where only the whole row does. */
  keyHeader: string | null;
  rows: Rows<ExportRow>;
}

/** The path of one attempt's file in a run's folder. */
export function sentPath(folder: string, step: string, attempt: number): string {
  return join(folder, 'files', `${step}${attempt > 1 ? `.${attempt}` : ''}.csv`);
}

/** The path of the answer of `sf` for one attempt. */
export function answerPath(folder: string, step: string, attempt: number): string {
  return join(folder, 'sf', `${step}${attempt > 1 ? `.${attempt}` : ''}.json`);
}

/** Writes the file of an attempt. Returns its path. */
export function writeSent(
  folder: string,
  step: string,
  attempt: number,
  file: ExportFile,
  rows: Rows<ExportRow>,
) {
  const path = sentPath(folder, step, attempt);
  try {
    writeParts(path, fileParts({ columns: file.columns, rows }));
  } catch (error) {
    throw diskError(error, path, 'None of its rows were sent. Free some space and use `--resume`.');
  }
  return path;
}

export function keyHeaderOf(file: Pick<ExportFile, 'columns'>): string | null {
  return file.columns.find((column) => column.kind === 'key')?.header ?? null;
}

export function sentFile(file: ExportFile, rows: Rows<ExportRow>): SentFile {
  return { headers: headersOf(file), keyHeader: keyHeaderOf(file), rows };
}

/** The file of a submission as a killed run left it in its folder; undefined where it is gone. */
export function readSent(folder: string, submission: Submission): SentFile | undefined {
  const path = sentPath(folder, submission.step, submission.attempt);
  if (!existsSync(path)) return undefined;
  const table = packCsv(readFileSync(path), path);
  const rows = mapRows(table.rows, (cells, at): ExportRow => {
    const [key = '', line = 0] = submission.rows[at] ?? [];
    return { key, line, cells };
  });
  return { headers: table.columns, keyHeader: submission.keyHeader, rows };
}

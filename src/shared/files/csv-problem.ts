import { CsvError } from 'csv-parse/sync';
import { UserError } from '../errors.ts';
import { openMerge } from './git-merge.ts';

const MESSAGES: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  CSV_QUOTE_NOT_CLOSED: [
    'A quotation mark opens here and is never closed.',
    'Close it, or double it inside a value: "".',
  ],
  INVALID_OPENING_QUOTE: [
    "A quotation mark is inside a value that isn't quoted.",
    'Put the value in quotation marks, and double those inside: "5"" pipe".',
  ],
  CSV_INVALID_CLOSING_QUOTE: [
    'The value continues after its closing quotation mark.',
    'Double the quotation marks inside a value: "5"" pipe".',
  ],
};

/**
 * Translates a CSV parser's error to a message that quotes nothing of the file, with the line of the mistake; the
 * parser didn't see the first `skipped` lines.
 */
export function csvProblem(cause: unknown, text: string, file: string, skipped = 0): UserError {
  if (!(cause instanceof CsvError)) throw cause;
  const merge = openMerge(text, file);
  if (merge) return new UserError(merge, { cause });
  const { code, lines } = cause as CsvError & { lines?: number };
  const [message, hint] = MESSAGES[code] ?? [`The file isn't CSV (${code}).`, ''];
  // The parser notices a missing quotation mark only at the end; the last one is the one that is open.
  const line =
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? text.slice(0, text.lastIndexOf('"')).split(/\r\n|\r|\n/).length
      : lines && lines + skipped;
  return new UserError(
    { message, place: { file, ...(line ? { line } : {}) }, ...(hint ? { hint } : {}) },
    { cause },
  );
}

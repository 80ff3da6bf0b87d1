import { CsvError, parse } from 'csv-parse/sync';
import { countText } from '../counted.ts';
import { UserError } from '../errors.ts';
import { listed, quoted } from '../quote.ts';
import { openMerge } from './git.ts';
import { isHiddenFile } from './hidden-file.ts';
import { readText } from './read-file.ts';

/** Rows of a CSV file from another program; a row may be shorter than the header. */
interface ForeignCsv {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** The line of the file on which each row begins, from 1. */
  lines: readonly number[];
}

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** Line ends of all systems; of two that begin alike, the longer one first. */
export const LINE_ENDS = ['\r\n', '\n', '\r'];

/**
 * Reads a CSV file of spreadsheets and other programs: comma or another delimiter that the header clearly uses, any
 * line ends, a byte order mark, Excel's `sep=;`. An ambiguous file is a UserError that says what was found.
 */
export function readForeignCsv(file: string): ForeignCsv {
  if (isHiddenFile(file) && !/\.csv$/i.test(file))
    throw new UserError({
      message: 'The name of a CSV file must end in .csv.',
      place: { file },
    });
  const text = readText(file, { noun: 'file', limit: 'data' });
  const { delimiter, from } = dialectOf(text, file);
  const skipped = text.slice(0, from).split('\n').length - 1;
  let records: Parsed[];
  try {
    records = parse(text.slice(from), {
      ...{ info: true, delimiter, record_delimiter: LINE_ENDS },
      ...{ skip_empty_lines: true, relax_column_count: true },
    }) as unknown as Parsed[];
  } catch (cause) {
    throw csvProblem(cause, text, file, skipped);
  }
  const [header, ...rest] = records;
  if (!header)
    throw new UserError({ message: 'The file is empty; it needs a header.', place: { file, line: 1 } });
  const lines = rest.map((_, index) => records[index]!.info.lines + 1 + skipped);
  return withColumns(
    header.record.map((name) => name.trim()),
    rest.map(({ record }) => record),
    lines,
    file,
  );
}

/** Returns the delimiter and where the header begins. */
function dialectOf(text: string, file: string): { delimiter: string; from: number } {
  const stated = /^sep=(.)\r?(?:\n|$)/.exec(text);
  if (stated) return { delimiter: stated[1]!, from: stated[0].length };
  const counts = new Map([',', ';', '\t', '|'].map((one) => [one, 0]));
  let isQuoted = false;
  for (const character of text.slice(text.search(/[^\r\n]/)).slice(0, 100_000)) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') break;
    else if (counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  const others = [...counts].filter(([one, count]) => one !== ',' && count > 0).map(([one]) => one);
  if (counts.get(',')! > 0 || others.length === 0) return { delimiter: ',', from: 0 };
  const [only, another] = others;
  if (!another) return { delimiter: only!, from: 0 };
  throw new UserError({
    message: `The header has no comma, but ${others.map((one) => JSON.stringify(one)).join(' and ')}: the separator of columns is unclear.`,
    place: { file, line: 1 },
    hint: 'Save the file with commas between columns.',
  });
}

/**
 * Every column needs a name; columns that are empty from top to bottom, as spreadsheets leave at the end, are
 * dropped.
 */
function withColumns(names: string[], rows: string[][], lines: number[], file: string): ForeignCsv {
  const seen = new Set<string>();
  for (const name of names) {
    if (name !== '' && seen.has(name))
      throw new UserError({
        message: `The column ${quoted(name)} appears more than once in the header.`,
        place: { file, line: 1 },
        hint: 'Rename one of them, or delete it.',
      });
    seen.add(name);
  }
  const kept = names.flatMap((name, at) => (name === '' ? [] : [at]));
  for (const [i, row] of rows.entries()) {
    const at = row.findIndex((cell, column) => cell !== '' && !names[column]);
    if (at < 0) continue;
    const place = { file, line: lines[i]! };
    if (at < names.length)
      throw new UserError({ message: `Column ${at + 1} has a value here and no name in the header.`, place });
    const has = `${countText(names.length, 'column')}: ${listed(names)}`;
    throw new UserError({ message: `The row has more columns than its header, which has ${has}.`, place });
  }
  if (kept.length === 0)
    throw new UserError({ message: 'The header names no column.', place: { file, line: 1 } });
  const narrow = (row: string[]) => kept.filter((at) => at < row.length).map((at) => row[at]!);
  const isWhole = kept.length === names.length && rows.every((row) => row.length <= names.length);
  return {
    columns: kept.map((at) => names[at]!),
    rows: isWhole ? rows : rows.map(narrow),
    lines,
  };
}

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

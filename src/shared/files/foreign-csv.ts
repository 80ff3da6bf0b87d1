import { parse } from 'csv-parse/sync';
import { countText } from '../counted.ts';
import { UserError } from '../errors.ts';
import { listed, quoted } from '../quote.ts';
import { csvProblem } from './csv-problem.ts';
import { isHiddenFile } from './hidden-file.ts';
import { readText } from './read-file.ts';

/** Rows of a CSV file from another program; a row may be shorter than the header. */
export interface ForeignCsv {
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

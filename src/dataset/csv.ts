import { parse } from 'csv-parse/sync';
import { type Options, stringify } from 'csv-stringify/sync';
import { UserError } from '../errors.ts';
import { csvProblem } from '../shared/csv-problem.ts';
import { LINE_ENDS } from '../shared/foreign-csv.ts';

/** RFC 4180 with LF, as the fixture format wants it. */
export const csvOptions = { record_delimiter: 'unix', quoted_match: /^\s|\s$|\r/ } as const satisfies Options;

/** A table of text cells; every row has a cell for each column. */
export interface Table {
  columns: string[];
  rows: string[][];
  /** The line in the file on which each row begins, from 1. */
  lines: number[];
}

/** The text of a table; a header stands even over no rows. */
export function csvText(columns: readonly string[], rows: Iterable<readonly string[]>): string {
  return stringify([columns, ...rows], csvOptions);
}

/** Reads CSV text that came from `file`; a row of another width is a UserError with its line. */
export function parseCsv(text: string, file: string): Table {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      info: true,
      bom: true,
      record_delimiter: LINE_ENDS,
    }) as unknown as typeof records;
  } catch (cause) {
    throw csvProblem(cause, text, file);
  }
  const [header, ...rest] = records;
  if (!header)
    throw new UserError({ message: 'The file is empty; a header is needed.', place: { file, line: 1 } });
  // csv-parse counts the lines read so far, so that a record begins on the line after the one before it ended.
  const lines = rest.map((_, index) => records[index]!.info.lines + 1);
  return { columns: header.record, rows: rest.map(({ record }) => record), lines };
}

import { parse } from 'csv-parse';
import { type Options, stringify } from 'csv-stringify/sync';
import { countText } from '../shared/counted.ts';
import { firstProblems, type Place, type Problem, UserError } from '../shared/errors.ts';
import { csvProblem, LINE_ENDS } from '../shared/files/foreign-csv.ts';
import { openMerge } from '../shared/files/git.ts';
import { NumberList } from '../shared/rows/number-list.ts';
import { PackedRows } from '../shared/rows/packed-rows.ts';
import type { Rows } from '../shared/rows/rows.ts';

/** RFC 4180 with LF, the format of datasets. */
export const csvOptions = { record_delimiter: 'unix', quoted_match: /^\s|\s$|\r/ } as const satisfies Options;

/** A table of text cells; every row has a cell for each column. */
export interface Table {
  columns: string[];
  rows: string[][];
  /** The line in the file on which each row begins, from 1. */
  lines: number[];
}

/** The same of any kind of rows. */
export interface TableRows {
  columns: readonly string[];
  rows: Rows<readonly string[]>;
  lines: ArrayLike<number> & Iterable<number>;
}

/** Formats a table; the header is written even without rows. */
export function csvText(columns: readonly string[], rows: Iterable<readonly string[]>): string {
  return [...csvParts(columns, rows)].join('');
}

/** Rows in one part of a text. */
const PART = 500;

/** The text of a table in parts, so that not all of it is in memory. */
export function* csvParts(columns: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  let part: (readonly string[])[] = [columns];
  for (const row of rows) {
    part.push(row);
    if (part.length < PART) continue;
    yield stringify(part, csvOptions);
    part = [];
  }
  if (part.length > 0) yield stringify(part, csvOptions);
}

/** Parses CSV text from `file`; rows of another width are a UserError with their lines. */
export function parseCsv(text: string, file: string): Table {
  const rows: string[][] = [];
  const lines: number[] = [];
  const columns = readCsv(text, file, (cells, line) => {
    rows.push(cells);
    lines.push(line);
  });
  return { columns, rows, lines };
}

/** The same with rows that take little memory, of all columns or some; `data` is text, UTF-8, or parts of it. */
export function packCsv(
  data: string | Buffer | Iterable<Buffer>,
  file: string,
  isKept: (column: string) => boolean = () => true,
): TableRows {
  const rows = new PackedRows();
  const lines = new NumberList();
  let kept: number[] | undefined;
  const columns = readCsv(data, file, (cells, line, header) => {
    kept ??= header.flatMap((column, at) => (isKept(column) ? [at] : []));
    rows.push(kept.length === header.length ? cells : kept.map((at) => cells[at] ?? ''));
    lines.push(line);
  });
  return { columns: columns.filter(isKept), rows: rows.rows(), lines: lines.values() };
}

/** Reads CSV row by row, and returns its header. */
function readCsv(
  data: string | Buffer | Iterable<Buffer>,
  file: string,
  take: (cells: string[], line: number, header: readonly string[]) => void,
): string[] {
  let header: string[] | undefined;
  const problems: Problem[] = [];
  let next = 1;
  const parser = parse({
    bom: true,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    // The parser's own record objects would take more memory than the rows.
    on_record(record: string[], { lines: read }) {
      if (header) {
        problems.push(...widthProblem(record, header, { file, line: next }));
        take(record, next, header);
      } else header = record;
      // The lines read so far: a record begins on the line after the end of the previous one.
      next = read + 1;
      return null;
    },
  });
  // Without records to pass on, a stream works as it is written to, and has its error then.
  parser.on('error', () => {});
  for (const part of typeof data === 'string' || Buffer.isBuffer(data) ? [data] : data) {
    parser.write(part);
    if (parser.errored) break;
  }
  if (!parser.errored) parser.end();
  if (parser.errored) throw csvProblem(parser.errored, textOf(data), file);
  if (!header)
    throw new UserError({ message: 'The file is empty; it needs a header.', place: { file, line: 1 } });
  if (problems.length > 0)
    throw new UserError(openMerge(textOf(data), file) ?? firstProblems(problems, TOLD, file));
  return header;
}

/** The text for a message; of parts, which are read once, there is none. */
function textOf(data: string | Buffer | Iterable<Buffer>): string {
  return typeof data === 'string' || Buffer.isBuffer(data) ? String(data) : '';
}

function widthProblem(row: readonly string[], header: readonly string[], place: Place): Problem[] {
  if (row.length === header.length) return [];
  const cells = countText(row.length, 'cell');
  return [{ message: `The row has ${cells}; the header has ${header.length} columns.`, place }];
}

const TOLD = 20;

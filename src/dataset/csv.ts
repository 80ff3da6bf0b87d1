import { parse } from 'csv-parse/sync';
import { type Options, stringify } from 'csv-stringify/sync';
import { countText } from '../shared/counted.ts';
import { firstProblems, type Place, type Problem, UserError } from '../shared/errors.ts';
import { csvProblem, LINE_ENDS } from '../shared/files/foreign-csv.ts';
import { openMerge } from '../shared/files/git.ts';

/** RFC 4180 with LF, the format of datasets. */
export const csvOptions = { record_delimiter: 'unix', quoted_match: /^\s|\s$|\r/ } as const satisfies Options;

/** A table of text cells; every row has a cell for each column. */
export interface Table {
  columns: string[];
  rows: string[][];
  /** The line in the file on which each row begins, from 1. */
  lines: number[];
}

/** Formats a table; the header is written even without rows. */
export function csvText(columns: readonly string[], rows: Iterable<readonly string[]>): string {
  return stringify([columns, ...rows], csvOptions);
}

/** Parses CSV text from `file`; rows of another width are a UserError with their lines. */
export function parseCsv(text: string, file: string): Table {
  let header: string[] | undefined;
  const rows: string[][] = [];
  const lines: number[] = [];
  let next = 1;
  try {
    parse(text, {
      bom: true,
      record_delimiter: LINE_ENDS,
      relax_column_count: true,
      // The parser's own record objects would take more memory than the rows.
      on_record(record: string[], { lines: read }) {
        if (header) {
          rows.push(record);
          lines.push(next);
        } else header = record;
        // The lines read so far: a record begins on the line after the end of the previous one.
        next = read + 1;
        return null;
      },
    });
  } catch (cause) {
    throw csvProblem(cause, text, file);
  }
  const columns = header;
  if (!columns)
    throw new UserError({ message: 'The file is empty; it needs a header.', place: { file, line: 1 } });
  const problems = rows.flatMap((row, index) => widthProblem(row, columns, { file, line: lines[index]! }));
  if (problems.length > 0) throw new UserError(openMerge(text, file) ?? firstProblems(problems, TOLD, file));
  return { columns, rows, lines };
}

function widthProblem(row: readonly string[], header: readonly string[], place: Place): Problem[] {
  if (row.length === header.length) return [];
  const cells = countText(row.length, 'cell');
  return [{ message: `The row has ${cells}; the header has ${header.length} columns.`, place }];
}

const TOLD = 20;

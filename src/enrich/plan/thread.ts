import { type DatasetIndex, type Sheet, type SheetRow, slotName } from './dataset-index.ts';
import { comparePaths, pathOf } from './path.ts';

/** A row's place among the rows of its object of the same parent. */
export interface Turn {
  /** From 1. */
  turn: number;
  turns: number;
  earlier: readonly SheetRow[];
}

/**
 * The threads of an object: its rows under their first parent, in the order of their keys, so that the order of
 * lines in a file does not matter.
 */
export function threadsOf(data: DatasetIndex, sheet: Sheet): (row: SheetRow) => Turn {
  const parent = sheet.references[0]?.column;
  const threads = new Map<string, SheetRow[]>();
  const threadOf = (row: SheetRow) => (parent === undefined ? '' : row.cells[parent]!);
  for (const row of sheet.rows) {
    const rows = threads.get(threadOf(row));
    if (rows) rows.push(row);
    else threads.set(threadOf(row), [row]);
  }
  for (const rows of threads.values()) {
    const paths = new Map(
      rows.map((row) => [row, pathOf(row.key, data.keyPrefix, data.seed, row.index)] as const),
    );
    rows.sort((a, b) => comparePaths(paths.get(a)!, paths.get(b)!));
  }
  return (row) => {
    const rows = threads.get(threadOf(row))!;
    const before = rows.indexOf(row);
    return { turn: before + 1, turns: rows.length, earlier: rows.slice(0, before) };
  };
}

const AGENT = 'support agent';
const INTERNAL = 'support agent, as an internal note that the customer does not see';

/**
 * Who speaks in a turn: a column of its own (`_speaker`) wins. An unpublished comment is the agent's own note; in a
 * published thread the agent opens and closes, and the customer answers in between.
 */
export function speakerOf(row: SheetRow, { turn, turns }: Turn, customer: string): string {
  const own = row.sheet.columns.findIndex((column) => slotName(column) === 'speaker');
  if (own >= 0 && row.cells[own]) return row.cells[own];
  const published = row.sheet.columnOf.get('IsPublished');
  if (published !== undefined && row.cells[published] === 'false') return INTERNAL;
  return turn % 2 === 1 || turn === turns ? AGENT : `customer${customer ? ` (${customer})` : ''}`;
}

import { NULL_CELL } from '../shared/special-cells.ts';

/**
 * Characters of one job: what a batch of the Bulk API takes. Bulk API 2.0 takes 150 MB, which is 100 MB before it encodes
 * them as base64; this many characters are at most 30 MB. Source: Salesforce App Limits Cheatsheet, Bulk API and Bulk API 2.0.
 */
export const JOB_CHARACTERS = 10_000_000;

/** The length of an id, which may take the place of a key that is shorter. */
const ID_LENGTH = 18;

/** At most this many characters are the cells of a row as CSV: each with a comma or a line end, and quoted. */
export function rowCharacters(cells: readonly string[]): number {
  let characters = 0;
  for (const cell of cells) {
    characters += 3 + Math.max(cell.length, cell === '' || cell === NULL_CELL ? 0 : ID_LENGTH);
    for (let at = cell.indexOf('"'); at >= 0; at = cell.indexOf('"', at + 1)) characters++;
  }
  return characters;
}

/** Where parts of rows begin that have at most so many rows and characters each; a longer row is a part of its own. */
export function partStarts(sizes: Iterable<number>, most: { rows?: number; characters: number }): number[] {
  const { rows: mostRows = Number.POSITIVE_INFINITY, characters: mostCharacters } = most;
  const starts: number[] = [];
  let characters = 0;
  let at = 0;
  for (const size of sizes) {
    const start = starts.at(-1);
    characters += size;
    if (start === undefined || characters > mostCharacters || at - start >= mostRows) {
      starts.push(at);
      characters = size;
    }
    at++;
  }
  return starts;
}

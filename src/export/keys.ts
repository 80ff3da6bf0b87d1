import { type Problem, UserError } from '../shared/errors.ts';
import { PackedMap, type TextMap } from '../shared/rows/packed-map.ts';
import type { TextTable } from './text-table.ts';

/** The sobject of every key of a dataset. */
export type KeyIndex = Omit<TextMap, 'set'>;

/**
 * Indexes the keys of all tables. A blank or duplicate key is a UserError: if two rows with one external ID are in
 * different chunks of a job, the second silently overwrites the first, and Task and Event share one field.
 */
export function indexKeys(tables: readonly TextTable[]): KeyIndex {
  const index = new PackedMap();
  const problems: Problem[] = [];
  for (const table of tables) {
    if (table.columns[0] !== 'ExternalId') {
      problems.push({
        message: 'The first column must be ExternalId.',
        place: { file: table.file, line: 1 },
      });
      continue;
    }
    table.rows.forEach((row, position) => {
      const key = row[0]!;
      const place = { file: table.file, line: table.lines[position]!, key };
      if (key === '') problems.push({ message: 'The row has no ExternalId.', place });
      else if (index.has(key)) {
        problems.push({ message: `Another row, of ${index.get(key)}, has the same ExternalId.`, place });
      } else index.set(key, table.sobject);
    });
  }
  if (problems.length > 0) throw new UserError(problems.slice(0, 20));
  return index;
}

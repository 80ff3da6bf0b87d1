import { type Problem, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/quote.ts';
import type { ObjectTable } from './run/object-table.ts';
import type { RunContext } from './run/run-context.ts';

/** Refuses objects whose files would be the same on case-insensitive file systems, such as a Mac's. */
export function refuseSameFile(tables: readonly ObjectTable[], run: RunContext): void {
  const byName = new Map<string, ObjectTable>();
  const problems: Problem[] = [];
  for (const table of tables) {
    const name = table.file.normalize('NFC').toLowerCase();
    const other = byName.get(name);
    byName.set(name, other ?? table);
    const place = run.rowNames.find(table.sobject)?.place;
    if (other)
      problems.push({
        message: `The objects ${quoted(other.sobject)} and ${quoted(table.sobject)} would share a file on a Mac or Windows.`,
        ...(place ? { place } : {}),
        hint: "Salesforce doesn't tell them apart either: use one spelling.",
      });
  }
  if (problems.length > 0) throw new UserError(problems);
}

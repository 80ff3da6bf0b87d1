import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Making, refuseOtherDataset } from '../dataset/refuse-foreign.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/quote.ts';
import { isContinuation } from './input/continuation-file.ts';
import type { ObjectTable } from './run/object-table.ts';
import type { RunContext } from './run/run-context.ts';

/** Locks the folder, and checks again: another process may have written another dataset to it in the meantime. */
export async function lockFor(folder: string, making: Making): Promise<() => void> {
  const { lockDataset } = await import('../dataset/lock.ts');
  const release = lockDataset(folder, 'generate');
  try {
    refuseOtherDataset(folder, making);
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

/** Reports a file that can't be written before any rows are made. */
export function checkWritable(file: string): void {
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isFolder(dirname(file)) || isFolder(file))
    throw new UserError({ message: 'No file can be written here.', place: { file } });
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile() && status.size > 0 && !isContinuation(file))
    throw new UserError({
      message: "The file isn't a continuation file, and it would be overwritten.",
      place: { file },
      hint: 'Use `--generate-continuation-file` with another file.',
    });
}

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

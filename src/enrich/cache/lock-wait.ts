import Database from 'better-sqlite3';
import { timeText } from '../../shared/time-text.ts';
import { cacheTrouble } from './trouble.ts';

/** How long a run waits for a process that writes. */
export const LOCKED_MS = 60_000;

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

/** Does something with the database once no other process is in its way; says that it waits. */
export function whenFree<T>(file: string, say: (line: string) => void, work: () => T): T {
  const end = Date.now() + LOCKED_MS;
  for (let told = false; ; told = true) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw cacheTrouble(file, error) ?? error;
      if (!told) say(lockedLine(file, end));
    }
  }
}

export function lockedLine(file: string, end: number): string {
  return `Waiting for the process that locked ${file}, until ${timeText(end)}.`;
}

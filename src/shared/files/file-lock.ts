import { closeSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';

/** A lock on a file, which ends with its process at the latest. */
export interface FileLock {
  /** Gives it up, and removes the file where it is in nobody's way otherwise. */
  release(options?: { remove: boolean }): void;
}

/** Closing a file gives up all locks that its process has on it: one that is held is not opened again. */
const held = new Set<string>();

/**
 * Locks a file, which is made, as SQLite does it; undefined where another holds it for longer than `waitMs`. An error of
 * SQLite or the system where the file or its file system takes no lock.
 */
export function lockFile(file: string, waitMs: number): FileLock | undefined {
  const path = resolve(file);
  if (held.has(path)) return undefined;
  for (;;) {
    const descriptor = openSync(path, 'a');
    let db: Database.Database | undefined;
    const close = () => {
      db?.close();
      closeSync(descriptor);
    };
    try {
      db = new Database(path, { timeout: waitMs });
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      close();
      if ((error as { code?: string }).code === 'SQLITE_BUSY') return undefined;
      throw error;
    }
    // Who was waited for may have removed the file: this is then a lock on one that nobody else finds.
    if (statSync(path, { throwIfNoEntry: false })?.ino !== fstatSync(descriptor).ino) {
      close();
      continue;
    }
    held.add(path);
    return {
      release({ remove } = { remove: false }) {
        if (remove) removeIfPossible(path);
        held.delete(path);
        close();
        // Windows removes no file that is open: only there it can't be another's lock by now.
        if (remove && process.platform === 'win32') removeIfPossible(path);
      },
    };
  }
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is open, or the folder can't be written to any more: a lock file that is left is in nobody's way.
  }
}

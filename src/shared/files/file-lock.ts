import { closeSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';

/** A lock on a file, released with its process at the latest. */
export interface FileLock {
  /** Releases it, and removes the file if nobody else needs it. */
  release(options?: { remove: boolean }): void;
}

/** Closing a file releases all locks that its process has on it, so a locked file is never opened again. */
const held = new Set<string>();

/**
 * Creates and locks a file, as SQLite does; undefined if another process holds the lock for longer than `waitMs`.
 * Throws an error of SQLite or the system if the file system doesn't support locks.
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
    // The previous owner may have removed the file: then this lock is on a file that nobody else can find.
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
        // Windows can't remove an open file; only there it can't belong to another process by now.
        if (remove && process.platform === 'win32') removeIfPossible(path);
      },
    };
  }
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is open, or the folder is read-only by now: a remaining lock file is harmless.
  }
}

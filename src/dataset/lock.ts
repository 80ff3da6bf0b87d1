import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { atExit } from '../shared/at-exit.ts';
import { UserError } from '../shared/errors.ts';
import { type FileLock, lockFile } from '../shared/files/file-lock.ts';
import { makeFolder, removeEmpty } from '../shared/files/make-folder.ts';

/** The lock file of a dataset's folder, and the file that says who holds it. */
const LOCK = '.tmp-lock';
const HOLDER = '.tmp-lock.txt';

/**
 * Locks a dataset's folder, so that only one process writes a stage of it: a second one would pay for the same texts
 * again, or replace the first one's files with those of another recipe. Folders that don't support locks, as on some
 * network drives, are written without one. Returns a function that releases the lock.
 */
export function lockDataset(folder: string, what: string): () => void {
  let made: string | undefined;
  let lock: FileLock | undefined;
  let stays = () => {};
  const release = () => {
    stays();
    if (lock) rmSync(join(folder, HOLDER), { force: true });
    lock?.release({ remove: true });
    if (made !== undefined) removeEmpty(folder, made);
  };
  try {
    made = makeFolder(folder);
    lock = lockFile(join(folder, LOCK), 0);
    if (lock) {
      const who = `\`${what}\` since ${new Date().toISOString()}, in process ${process.pid} on ${hostname()}`;
      writeFileSync(join(folder, HOLDER), who);
    }
  } catch {
    release();
    return () => {};
  }
  if (!lock) throw atWork(folder);
  stays = atExit(release);
  return release;
}

function atWork(folder: string): UserError {
  return new UserError({
    message: `Another process is working in this dataset${whoIn(folder)}.`,
    place: { file: folder },
    hint: 'Wait for it to finish, then run the same command again.',
  });
}

function whoIn(folder: string): string {
  try {
    return `: ${readFileSync(join(folder, HOLDER), 'utf8')}`;
  } catch {
    return '';
  }
}

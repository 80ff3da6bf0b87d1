import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../shared/errors.ts';
import { type FileLock, lockFile } from '../shared/files/file-lock.ts';
import { makeFolder, removeEmpty } from '../shared/files/make-folder.ts';

/** The lock of a dataset's folder: what is locked, and beside it who holds it. */
const LOCK = '.tmp-lock';
const HOLDER = '.tmp-lock.txt';

/**
 * Keeps a dataset's folder to one process that writes a stage of it: a second one would pay for the same texts again, or
 * replace what the first has made of another recipe. A folder that takes no lock, as on some network drives, is written
 * without one. What is returned gives it up.
 */
export function lockDataset(folder: string, what: string): () => void {
  let made: string | undefined;
  let lock: FileLock | undefined;
  const release = () => {
    process.off('exit', release);
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
  // An interrupted run may end by `process.exit`, where nothing is awaited any more.
  process.once('exit', release);
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

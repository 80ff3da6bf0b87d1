import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { notWritten } from './file-error.ts';
import { makeFolder, removeEmpty } from './make-folder.ts';
import { isAlive } from './process-alive.ts';

/** Writes all bytes: on a nearly full disk, the system writes only a part and reports success. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

const PENDING = /^\.tmp-(.+)-(\d+)$/;

/** True for the temporary name of an incomplete file; its process may have been killed. */
export function isPending(name: string): boolean {
  return PENDING.test(name);
}

/** Returns the temporary name of a file, and removes those that killed processes left behind. */
export function pendingOf(file: string): string {
  sweep(file);
  return join(dirname(file), `.tmp-${basename(file)}-${process.pid}`);
}

function sweep(file: string): void {
  let names: string[];
  try {
    names = readdirSync(dirname(file));
  } catch {
    // A folder may be writable but not readable.
    return;
  }
  for (const name of names) {
    const [, of, pid] = PENDING.exec(name) ?? [];
    if (of === basename(file) && !isAlive(Number(pid))) rmSync(join(dirname(file), name), { force: true });
  }
}

/**
 * Writes a file atomically and creates its folder; the old content stays until the new one is complete. A pipe or a
 * device, which can't be replaced, is written to directly.
 */
export function writeWhole(file: string, text: string): void {
  let pending: string | undefined;
  try {
    makeFolder(dirname(file));
    const status = statSync(file, { throwIfNoEntry: false });
    if (status && !status.isFile()) {
      writeAsItIs(file, text);
      return;
    }
    // A link stays a link.
    const target =
      lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() && status ? realpathSync(file) : file;
    pending = pendingOf(target);
    writeFileSync(pending, text);
    renameSync(pending, target);
  } catch (error) {
    if (pending !== undefined) rmSync(pending, { force: true });
    throw notWritten(error, file);
  }
}

/**
 * Writes those of several files that don't exist yet, all or none, and returns which; existing files stay unchanged.
 */
export function writeNew(files: readonly { file: string; text: string }[]): string[] {
  const absent: string[] = [];
  const made: string[] = [];
  const folders: { inner: string; outer: string }[] = [];
  let at = '';
  try {
    for (const { file, text } of files) {
      at = file;
      if (lstatSync(file, { throwIfNoEntry: false })) continue;
      absent.push(file);
      const inner = dirname(file);
      const outer = makeFolder(inner);
      if (outer !== undefined) folders.push({ inner, outer });
      const pending = pendingOf(file);
      made.push(pending);
      writeFileSync(pending, text, { flag: 'wx' });
    }
    for (const file of absent) {
      at = file;
      renameSync(pendingOf(file), file);
      made.push(file);
    }
    return absent;
  } catch (error) {
    for (const path of made) rmSync(path, { force: true });
    // A file that somebody else created meanwhile stays.
    for (const { inner, outer } of folders.reverse()) removeEmpty(inner, outer);
    throw notWritten(error, at);
  }
}

/** Writes to a pipe or a device; without a reader, fails at once instead of waiting forever. */
function writeAsItIs(file: string, text: string): void {
  const probe = openSync(file, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(probe);
  }
}

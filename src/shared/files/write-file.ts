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

/** Writes all bytes; on a disk that is nearly full the system writes a part and says nothing. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

const PENDING = /^\.tmp-(.+)-(\d+)$/;

/** True for the name of a file that is not yet whole, or never will be: its process may have been killed. */
export function isPending(name: string): boolean {
  return PENDING.test(name);
}

/** Where a file is written before it is whole; what processes left there that were killed while they wrote it is removed. */
export function pendingOf(file: string): string {
  sweep(file);
  return join(dirname(file), `.tmp-${basename(file)}-${process.pid}`);
}

function sweep(file: string): void {
  let names: string[];
  try {
    names = readdirSync(dirname(file));
  } catch {
    // A folder may be written to and not be listed.
    return;
  }
  for (const name of names) {
    const [, of, pid] = PENDING.exec(name) ?? [];
    if (of === basename(file) && !isAlive(Number(pid))) rmSync(join(dirname(file), name), { force: true });
  }
}

/**
 * Writes a file whole or not at all, making its folder; what stood there before stays until the new text is complete. A
 * pipe or a device, which cannot be replaced, is written to as it is.
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
    // A link stays one.
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

/** Writes those of several files that are not there yet, all or none, and says which; what is there stays as it is. */
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
    // What somebody has put there meanwhile stays.
    for (const { inner, outer } of folders.reverse()) removeEmpty(inner, outer);
    throw notWritten(error, at, undefined, pendingOf(at));
  }
}

/** Writes to a pipe or a device; one that nobody reads from is an error at once, in place of a wait that may never end. */
function writeAsItIs(file: string, text: string): void {
  const probe = openSync(file, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(probe);
  }
}

import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
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
 * Makes a folder with those above it; the topmost one that was made, or nothing where all were there. Node's own way never
 * returns where the system says ENOENT of a folder whose parent is there, as Linux does in /proc.
 */
export function makeFolder(folder: string): string | undefined {
  try {
    return made(folder);
  } catch (error) {
    throw notWritten(error, folder);
  }
}

function made(folder: string): string | undefined {
  try {
    mkdirSync(folder);
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Not EEXIST alone: of the root of a drive Windows says EPERM, and macOS EISDIR.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
  }
  const topmost = made(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return topmost ?? folder;
}

/** Removes folders from the inner one to the outer one, as long as they are empty. */
export function removeEmpty(inner: string, outer: string): void {
  const last = resolve(outer);
  for (
    let folder = resolve(inner);
    existsSync(folder) && readdirSync(folder).length === 0;
    folder = dirname(folder)
  ) {
    rmdirSync(folder);
    if (folder === last) return;
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

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk quota is used up.',
  EFBIG: 'The file would be larger than the system allows.',
  EMFILE: 'Too many files are open: the limit of this shell is too low.',
  ENFILE: 'Too many files are open on this machine.',
  EACCES: "You don't have permission to use this file or its folder.",
  EPERM: "You don't have permission to use this file or its folder.",
  EROFS: 'The file system is read-only.',
  EEXIST: 'This is a file, not a folder.',
  EISDIR: 'This is a folder, not a file.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  ENAMETOOLONG: 'The name of the file is too long.',
  ENOENT: 'No file or folder can be made here.',
  ENXIO: 'Nobody reads from this pipe.',
  EIO: 'The disk reports an error.',
};

/** What the system says of a file, as a sentence. */
export function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  return REASONS[code] ?? `${message}.`;
}

const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space and run the command again.',
  EDQUOT: 'Free some space and run the command again.',
  EMFILE: 'Raise it with `ulimit -n 1024` and run the command again.',
};

/**
 * What the system says of a file that it does not write, as a UserError; any other error as it is. `pending` is where the
 * file is written before it has its name.
 */
export function notWritten(error: unknown, file: string, safe?: string, pending = file): unknown {
  if (error instanceof UserError) return error;
  const { code, syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (!syscall || !code) return error;
  const hint = [FIXES[code], safe].filter((part) => part !== undefined).join(' ');
  return new UserError(
    {
      message: reasonOf(error as NodeJS.ErrnoException),
      place: { file: path?.replace(pending, file) ?? file },
      ...(hint ? { hint } : {}),
    },
    { cause: error },
  );
}

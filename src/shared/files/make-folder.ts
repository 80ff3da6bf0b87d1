import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { notWritten } from './file-error.ts';

/**
 * Creates a folder and its parents; returns the topmost one created, or undefined if all existed. Node's own function
 * never returns if the system says ENOENT although the parent exists, as Linux does in /proc.
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
    // Not only EEXIST: for the root of a drive, Windows returns EPERM and macOS EISDIR.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error;
  }
  const topmost = made(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return topmost ?? folder;
}

/** Removes folders from the innermost outward as long as they are empty. */
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

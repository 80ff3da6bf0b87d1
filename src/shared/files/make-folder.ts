import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { notWritten } from './file-error.ts';

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

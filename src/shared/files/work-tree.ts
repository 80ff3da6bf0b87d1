import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { shellLine } from '../shell-words.ts';

/** The nearest folder above a file that contains `.git`, if any. */
export function workTreeAbove(file: string): string | undefined {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folder whose files a file may refer to: its git work tree, or else its own folder. */
export function workTreeOf(file: string): string {
  return workTreeAbove(file) ?? dirname(resolve(file));
}

/** A git command about a folder's content that works from anywhere; undefined outside of a work tree. */
export function gitCommand(folder: string, ...words: string[]): string | undefined {
  return workTreeAbove(join(folder, 'any')) && shellLine(['git', '-C', folder, ...words]);
}

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { shellLine } from '../shell-words.ts';

/** The nearest folder above a file that holds `.git`, if there is one. */
export function workTreeAbove(file: string): string | undefined {
  for (let folder = dirname(resolve(file)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folder whose files a file may name: the git work tree that it lies in, else its own folder. */
export function workTreeOf(file: string): string {
  return workTreeAbove(file) ?? dirname(resolve(file));
}

/** A command of git about what is in a folder, to be pasted anywhere; none where the folder is in no work tree. */
export function gitCommand(folder: string, ...words: string[]): string | undefined {
  return workTreeAbove(join(folder, 'any')) && shellLine(['git', '-C', folder, ...words]);
}

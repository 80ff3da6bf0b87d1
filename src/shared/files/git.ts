import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Problem } from '../errors.ts';
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

/** True if git tracks a file, or files of a folder, and they differ from what it last added. */
export function isChanged(path: string): boolean {
  const words = ['-C', dirname(path), 'diff', '--quiet', '--', basename(path)];
  return workTreeAbove(path) !== undefined && spawnSync('git', words, { stdio: 'ignore' }).status === 1;
}

const MARK = /^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)/m;

/** True for a conflict marker of git. */
export function isMergeMark(line: string | undefined): boolean {
  return MARK.test(line ?? '');
}

/** How one begins or ends; `=======` may also be an underline in a text. */
const END = /^[<>]{7}(?= |\r?$)/m;

/** Reports conflict markers in a file, with the line of the first; undefined if there are none. */
export function openMerge(text: string, file: string): Problem | undefined {
  const mark = END.exec(text);
  if (!mark) return undefined;
  return {
    message: 'Unresolved git merge.',
    place: { file, line: text.slice(0, mark.index).split('\n').length },
    hint: 'Take one side of the whole folder, since the files of a dataset belong together.',
  };
}

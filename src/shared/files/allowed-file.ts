import { realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { excerpt } from '../quote.ts';
import { isBelow, pathPartProblem } from './path-part.ts';

/** The files that a recipe, a configuration, a template, or a dataset may name. */
export interface Reach {
  /** The folder that names are relative to: that of the file that contains them. */
  folder: string;
  /** Nothing outside of this folder is opened. */
  root: string;
}

/** A file that may be opened, by its real path; or why it may not, and the fix. */
export type Allowed =
  | { path: string }
  | { refused: 'absent' | 'outside' | 'form'; message: string; hint?: string };

/**
 * Decides about every file that isn't named on the command line: it must exist as a regular file below the root, with
 * links resolved, and no part of its path may begin with a dot, as `.env`, `.git`, and `.ssh` do. Path forms that are
 * specific to Windows are refused everywhere.
 */
export function allowedFile(name: string, { folder, root }: Reach): Allowed {
  const form = formProblem(name);
  if (form) return { refused: 'form', ...form };
  const path = resolve(folder, name);
  if (!isBelow(path, root)) return outside(name, root);
  let real: { file: string; folder: string; root: string };
  try {
    real = { file: realpathSync(path), folder: realpathSync(folder), root: realpathSync(root) };
  } catch {
    return isHidden(folder, path)
      ? hidden(name)
      : { refused: 'absent', message: `File ${excerpt(name)} not found.` };
  }
  if (!isBelow(real.file, real.root)) return outside(name, root);
  if (isHidden(folder, path) || isHidden(real.folder, real.file)) return hidden(name);
  if (!statSync(real.file, { throwIfNoEntry: false })?.isFile())
    return { refused: 'absent', message: `${excerpt(name)} isn't a file.` };
  return { path: real.file };
}

function formProblem(name: string): { message: string; hint?: string } | undefined {
  const shown = excerpt(name);
  if (name.trim() === '') return { message: 'The name of the file is empty.' };
  if (name.includes('\\'))
    return { message: `${shown} has a "\\".`, hint: 'Write / between folders; it works on every system.' };
  for (const part of name.split('/')) {
    if (part === '' || part === '.' || part === '..') continue;
    // A leading dot is reported only after the real path is known.
    const problem = pathPartProblem(part.replace(/^\.+(?=[^.])/, ''));
    if (problem)
      return { message: `${shown}: ${part === name ? 'the name' : `"${excerpt(part)}"`} ${problem}.` };
  }
  return undefined;
}

/** True if the path from a folder to a file has a part that begins with a dot. */
function isHidden(folder: string, file: string): boolean {
  return relative(folder, file)
    .split(sep)
    .some((part) => part.startsWith('.') && part !== '..');
}

function hidden(name: string): Allowed {
  return {
    refused: 'outside',
    message: `\`${excerpt(name)}\` can't be read: names that begin with a dot are private, such as .env and .git.`,
    hint: 'Use a file with another name.',
  };
}

function outside(name: string, root: string): Allowed {
  return {
    refused: 'outside',
    message: `\`${excerpt(name)}\` is outside of ${root}, the folder that can be read.`,
  };
}

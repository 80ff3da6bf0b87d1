import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { workTreeAbove } from './git.ts';
import { isBelow } from './path-part.ts';

/**
 * True if a file's name or folder begins with a dot, or if it is a link to such a file: it may hold secrets, as
 * `.env` and `.ssh/id_rsa` do. Folders above the git work tree or the current folder don't count.
 */
export function isHiddenFile(file: string): boolean {
  const named = resolve(file);
  if (hasDot(named)) return true;
  try {
    return hasDot(realpathSync(named));
  } catch {
    return false;
  }
}

function hasDot(file: string): boolean {
  const begins = (path: string) => path.split(sep).some((part) => part.startsWith('.') && part !== '..');
  if (!begins(file)) return false;
  const top = workTreeAbove(file) ?? (isBelow(file, '.') ? process.cwd() : undefined);
  return top === undefined || begins(relative(top, file));
}

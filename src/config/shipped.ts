import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { type Place, type Problem, UserError } from '../shared/errors.ts';
import { misspelled } from '../shared/nearest.ts';
import { packageRoot } from '../shared/package-root.ts';

/** The folder and ending of files that can be given by name: `minimal` is recipes/minimal.recipe.yml. */
const ENDINGS = { recipe: '.recipe.yml', config: '.config.yml' } as const;

type Kind = keyof typeof ENDINGS;

/**
 * Resolves a path or a name to a file, relative to the current folder. An existing file wins; then
 * `<name>.recipe.yml`, also in `recipes/`, and finally the files shipped with the tool. A path that doesn't exist is
 * returned unchanged, and an absolute path is shown as such.
 */
export function findFile(given: string, folder: string, kind?: Kind): string {
  const named =
    kind && isName(given) ? [`${given}${ENDINGS[kind]}`, join('recipes', `${given}${ENDINGS[kind]}`)] : [];
  const wanted = [given, ...named];
  const shipped = isAbsolute(given) ? [] : wanted.map((path) => join(packageRoot, path));
  const found = [...wanted.map((path) => resolve(folder, path)), ...shipped].find(isFile);
  if (isAbsolute(given)) return found ?? given;
  return relative(process.cwd(), found ?? resolve(folder, given)) || given;
}

/** The same, except that a name that isn't a path must be known. A missing path is reported by the file's reader. */
export function namedFile(given: string, folder: string, kind: Kind, place: Place): string {
  const found = findFile(given, folder, kind);
  if (!isName(given) || isFile(found)) return found;
  const what = kind === 'config' ? 'Configuration' : 'Recipe';
  throw new UserError({ message: `${what} ${given} not found.`, place, ...nameHint(given, folder, kind) });
}

/** A word that can't be a path. */
export function isName(given: string): boolean {
  return /^[\w-]+$/.test(given);
}

/** The fix of a name that no file has. */
export function nameHint(given: string, folder: string, kind: Kind): Pick<Problem, 'hint' | 'meant'> {
  const known = [folder, join(folder, 'recipes'), join(packageRoot, 'recipes')].flatMap((one) =>
    existsSync(one) ? readdirSync(one).filter((file) => file.endsWith(ENDINGS[kind])) : [],
  );
  const names = [...new Set(known.map((file) => basename(file, ENDINGS[kind])))].sort();
  return { hint: `Use the path of a file, or one of ${names.join(', ')}.`, ...misspelled(given, names) };
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

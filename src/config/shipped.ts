import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { type Place, UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { packageRoot } from '../shared/package-root.ts';

/** How the files are called that have a name: `minimal` is recipes/minimal.recipe.yml. */
const ENDINGS = { recipe: '.recipe.yml', config: '.config.yml' } as const;

type Kind = keyof typeof ENDINGS;

/**
 * The file that a path or a name means, relative to the current folder. A file that is there wins; then `<name>.recipe.yml`,
 * also below `recipes/`, and last what comes with the tool. A path that is nowhere stays as it is, and an absolute
 * one is shown as such.
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

/** The same file; a name, which is no path, must be that of one. A path is for who reads the file. */
export function namedFile(given: string, folder: string, kind: Kind, place: Place): string {
  const found = findFile(given, folder, kind);
  if (!isName(given) || isFile(found)) return found;
  const what = kind === 'config' ? 'Configuration' : 'Recipe';
  const hint = nameHint(given, folder, kind);
  throw new UserError({ message: `${what} ${given} not found.`, place, hint });
}

/** A word that can be no path. */
export function isName(given: string): boolean {
  return /^[\w-]+$/.test(given);
}

/** What to write instead of a name that no file has. */
export function nameHint(given: string, folder: string, kind: Kind): string {
  const known = [folder, join(folder, 'recipes'), join(packageRoot, 'recipes')].flatMap((one) =>
    existsSync(one) ? readdirSync(one).filter((file) => file.endsWith(ENDINGS[kind])) : [],
  );
  const names = [...new Set(known.map((file) => basename(file, ENDINGS[kind])))].sort();
  return didYouMean(given, names) ?? `Use the path of a file, or one of ${names.join(', ')}.`;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

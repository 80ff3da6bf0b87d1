import { realpathSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { isBelow } from '../below.ts';
import { FormulaError } from '../formula-error.ts';
import type { PluginCall } from './plugin.ts';

/**
 * The path of a file that a recipe names, relative to the recipe's folder. It must exist and lie below the root, also
 * when a link leads to it.
 */
export function allowedFile(name: string, { folder, root }: Pick<PluginCall, 'folder' | 'root'>): string {
  const path = resolve(folder, name);
  if (!isBelow(path, root)) throw outside(name, root);
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    throw new FormulaError(`There is no file ${name}.`, 'Names of files are relative to the recipe.');
  }
  if (!isBelow(real, realpathSync(root))) throw outside(name, root);
  if (!statSync(real).isFile()) throw new FormulaError(`${name} is not a file.`);
  return real;
}

function outside(name: string, root: string): FormulaError {
  return new FormulaError(
    `${name} lies outside of ${root}, where a recipe may read.`,
    'Allow more with --root.',
  );
}

/** `.csv` of `data/People.CSV`. */
export function extensionOf(name: string): string {
  return extname(name).toLowerCase();
}

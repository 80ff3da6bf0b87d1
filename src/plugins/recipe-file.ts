import { extname } from 'node:path';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { FormulaError } from '../shared/formula-error.ts';
import type { PluginCall } from './plugin.ts';

/** Returns the path of a file that a recipe names, relative to the recipe's folder, if the recipe may read it. */
export function recipeFile(name: string, call: Pick<PluginCall, 'folder' | 'root'>): string {
  const found = allowedFile(name, call);
  if ('path' in found) return found.path;
  const usual = {
    absent: 'File names are relative to the recipe.',
    outside: 'Allow more with `--root`.',
  };
  const hint = found.hint ?? (found.refused === 'form' ? undefined : usual[found.refused]);
  throw new FormulaError(found.message, hint);
}

/** `.csv` of `data/People.CSV`. */
export function extensionOf(name: string): string {
  return extname(name).toLowerCase();
}

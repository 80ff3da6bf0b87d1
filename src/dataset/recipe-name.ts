import { basename, dirname, resolve } from 'node:path';
import { sha256 } from '../random/hash.ts';

/**
 * The length of a recipe's name in a key: an External ID field of 80 characters must have room for the row's path,
 * too.
 */
const KEY_LENGTH = 24;
const FOLDER_LENGTH = 60;

/** The recipe whose datasets are named after their seed alone. */
const DEFAULT = { folder: 'recipes', file: 'full_org.recipe.yml' };

/**
 * The name of a recipe from its file: `recipes/minimal.recipe.yml` is `minimal`. Undefined for the default recipe,
 * which is recognized by folder and name, so that a clone, an installed package, and a user's project agree.
 */
export function recipeName(file: string): string | undefined {
  const path = resolve(file);
  const name = basename(path);
  if (name === DEFAULT.file && basename(dirname(path)) === DEFAULT.folder) return undefined;
  return name.normalize('NFC').replace(/(\.recipe)?(\.ya?ml)?$/i, '') || 'recipe';
}

/** A recipe's name in a folder's name: letters, digits, `_`, `-`, and `.`. */
export function folderPart(recipe: string): string {
  const plain = toAscii(recipe);
  const part = plain.text.replaceAll(/[^\w.-]+/g, '-').replace(/^[-.]+/, '');
  // `seed-42` is the folder of the default recipe.
  if (part.toLowerCase() === 'seed') return 'seed-recipe';
  return bounded(part, { length: FOLDER_LENGTH, whole: !plain.lossy, recipe, join: '-' });
}

/**
 * A recipe's name in a key: `MINIMAL`, `CUSTOM_OBJECT`. Each word between underscores begins with a letter, so that
 * none looks like the seed: `report-2026` is `REPORT2026`.
 */
export function keyPart(recipe: string): string {
  const plain = toAscii(recipe);
  const words = plain.text.toUpperCase().split(/[^A-Z0-9]+/);
  const part = words.filter((word) => word !== '').reduce((text, word) => joined(text, word), '');
  return bounded(part, { length: KEY_LENGTH, whole: !plain.lossy, recipe, join: '_' });
}

function joined(text: string, word: string): string {
  if (text === '') return /^\d/.test(word) ? `R${word}` : word;
  return /^\d/.test(word) ? `${text}${word}` : `${text}_${word}`;
}

/** Letters without accents; characters without a plain counterpart are lost. */
function toAscii(text: string): { text: string; lossy: boolean } {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return { text: bare, lossy: /[^\p{ASCII}]/u.test(bare) };
}

/** A name that is too long, or has lost characters, ends with a hash of the whole name. */
function bounded(
  part: string,
  { length, whole, recipe, join }: { length: number; whole: boolean; recipe: string; join: string },
): string {
  if (whole && part !== '' && part.length <= length) return part;
  const digest = sha256(recipe).slice(0, 7);
  const mark = join === '_' ? `H${digest.toUpperCase()}` : `h${digest}`;
  const rest = part.slice(0, length - mark.length - 1).replace(/[-_.]+$/, '');
  return rest === '' ? mark : `${rest}${join}${mark}`;
}

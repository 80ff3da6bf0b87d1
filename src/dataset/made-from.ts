import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { writeWhole } from '../shared/files/write-file.ts';

/** Beside the stages: the way from the dataset's folder to its recipe, by which two recipes of one name are told apart. */
const FILE = '.recipe';

/** Notes the recipe that a dataset was made from. */
export function noteRecipe(folder: string, recipe: string): void {
  writeWhole(join(folder, FILE), `${relative(resolve(folder), resolve(recipe)).split(sep).join('/')}\n`);
}

/** The recipe that a dataset was made from, if that is another file than this one and is still there. */
export function otherRecipe(folder: string, recipe: string): string | undefined {
  const note = join(folder, FILE);
  if (!existsSync(note)) return undefined;
  const noted = readFileSync(note, 'utf8').trim();
  const before = resolve(folder, noted);
  if (noted === '' || noted.includes('\0') || before === resolve(recipe) || !existsSync(before))
    return undefined;
  return relative(process.cwd(), before);
}

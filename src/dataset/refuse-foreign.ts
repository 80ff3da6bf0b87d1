import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../shared/errors.ts';
import { openMerge } from '../shared/files/git.ts';
import { readText } from '../shared/files/read-file.ts';
import { writeWhole } from '../shared/files/write-file.ts';
import { excerpt } from '../shared/quote.ts';
import { datagen } from '../shared/shell-words.ts';
import type { Identity } from './identity.ts';
import { type Manifest, peekManifest } from './manifest.ts';
import { freeName, isOurs, restoreCommand } from './no-stage.ts';

/** The source of a dataset: its identity, its recipe, and the hash of the continuation file, if any. */
export interface Making {
  identity: Identity;
  recipe: string;
  continues: string | undefined;
}

/** Refuses to write a dataset to a folder with another dataset, or a stage to a folder with other files. */
export function refuseOtherDataset(folder: string, { identity, recipe: file, continues }: Making): void {
  const held = heldIn(folder);
  if (held === 'nothing') return;
  const { recipe } = identity;
  const other = otherRecipe(folder, file);
  const name = (one: string | undefined) => (one === undefined ? 'the default recipe' : `the recipe ${one}`);
  if (held.recipe !== recipe || other !== undefined)
    throw new UserError({
      message: `The folder has a dataset of ${other ?? name(held.recipe)}, not of ${other ? file : name(recipe)}; it would be overwritten.`,
      place: { file: folder },
      hint: 'Use `--output` with another folder, `dataset:` in the configuration, or another `--seed`.',
    });
  if (held.continues === continues) return;
  const of = (file: string | undefined) => (file ? 'of a later run' : 'of a first run');
  throw new UserError(
    {
      message: `The folder has the rows ${of(held.continues)}; those ${of(continues)} would replace them.`,
      place: { file: folder },
      hint: 'Use `--output` with a folder of its own.',
    },
    { next: datagen('generate', '--output', freeName(folder)) },
  );
}

/** Refuses a folder that is neither empty nor a dataset: its files belong to somebody else. */
export function refuseNoDataset(folder: string): void {
  const entries = entriesOf(folder);
  if (entries === undefined)
    throw new UserError({ message: 'This is a file, not a folder.', place: { file: folder }, hint: WAY_ON });
  const stages = entries.filter((name) => name === 'generated' || name === 'enriched');
  if (stages.some((stage) => entriesOf(join(folder, stage))?.includes('manifest.json'))) return;
  const others = entries.filter((name) => !isOurs(name));
  if (others.length > 0) throw foreign(folder, others);
}

/**
 * Refuses a folder that a new stage or an export would replace if it has files without a manifest, or the manifest of
 * another stage. An unreadable manifest counts as that of the stage that the folder is named after.
 */
export function refuseOtherStage(folder: string, stage: string): void {
  const entries = entriesOf(folder);
  if (entries === undefined)
    throw new UserError({ message: 'This is a file, not a folder.', place: { file: folder }, hint: WAY_ON });
  if (entries.length === 0) return;
  if (!entries.includes('manifest.json')) throw foreign(folder, entries);
  const held: Partial<Record<string, unknown>> = peekManifest(folder) ?? {};
  const { stage: other = basename(folder), dataset } = held;
  if (other === stage) return;
  const what =
    typeof other === 'string' && typeof dataset === 'string' && STAGES.has(other)
      ? `${STAGES.get(other)} of the dataset ${excerpt(dataset)}`
      : 'a manifest of something else';
  throw new UserError({
    message: `The folder has ${what}, not ${STAGES.get(stage)}; it would be overwritten.`,
    place: { file: folder },
    hint: stage === 'export' ? WAY_ON : 'Move the folder.',
  });
}

/** The files in a folder of each stage. */
const STAGES: ReadonlyMap<string, string> = new Map([
  ['generated', 'the generated rows'],
  ['enriched', 'the rows with their texts'],
  ['export', 'an export'],
]);

const WAY_ON = 'Use `--output` with a folder that is new or empty.';

function foreign(folder: string, names: readonly string[]): UserError {
  const some = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return new UserError({
    message: `The folder isn't a dataset: it has ${some}${more} and no manifest.`,
    place: { file: folder },
    hint: WAY_ON,
  });
}

/** The names in a folder; empty if it doesn't exist, undefined if it is a file. */
function entriesOf(folder: string): string[] | undefined {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) return [];
  return stat.isFile() ? undefined : readdirSync(folder);
}

function heldIn(folder: string): 'nothing' | Pick<Manifest, 'recipe' | 'continues'> {
  const stage = join(folder, 'generated');
  refuseOtherStage(stage, 'generated');
  const file = join(stage, 'manifest.json');
  if (!lstatSync(file, { throwIfNoEntry: false })) return 'nothing';
  const manifest = peekManifest(stage);
  if (Array.isArray(manifest?.files)) return manifest;
  const problem = openMerge(readText(file, { noun: 'manifest' }), file) ?? {
    message: "The file isn't the manifest of a dataset.",
    place: { file },
    hint: "Move the folder away if you don't need it, or use `--output` with another one.",
  };
  throw new UserError(problem, { next: restoreCommand(folder, 'generated') });
}

/** Beside the stages: the relative path of the recipe, which distinguishes recipes with the same name. */
const FILE = '.recipe';

/** Records the recipe of a dataset. */
export function noteRecipe(folder: string, recipe: string): void {
  writeWhole(join(folder, FILE), `${relative(resolve(folder), resolve(recipe)).split(sep).join('/')}\n`);
}

/** Returns the recipe of a dataset if it is another existing file than this one. */
function otherRecipe(folder: string, recipe: string): string | undefined {
  const note = join(folder, FILE);
  if (!existsSync(note)) return undefined;
  const noted = readFileSync(note, 'utf8').trim();
  const before = resolve(folder, noted);
  if (noted === '' || noted.includes('\0') || before === resolve(recipe) || !existsSync(before))
    return undefined;
  return relative(process.cwd(), before);
}

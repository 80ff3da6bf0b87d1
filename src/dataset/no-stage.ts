import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findFile, isFile } from '../config/shipped.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { gitCommand, isChanged } from '../shared/files/git.ts';
import { datagen, shellLine } from '../shared/shell-words.ts';
import type { Manifest } from './manifest.ts';

type Stage = Manifest['stage'];

/** Content of a dataset's folder that isn't the user's: stages, those moved away, runs, and git's files. */
const OURS =
  /^((generated|enriched)(\.old(-\d+)?)?|export|runs|org-answers\.json|\.recipe|\.gitattributes|\.gitignore|\.tmp-.*)$/;

export function isOurs(name: string): boolean {
  return OURS.test(name);
}

/** The error of a folder without a stage: what the folder is instead, and the command that leads on. */
export function noStage(dataset: string, stage: Stage): UserError {
  if (stage === 'enriched' && hasManifest(join(dataset, 'generated')))
    return new UserError(absent(dataset, stage), { next: datagen('enrich', dataset) });
  const parent = dirname(dataset);
  if (/^(generated|enriched|export)$/.test(basename(dataset)) && hasManifest(dataset))
    return new UserError(
      {
        message: `This is the folder ${basename(dataset)} of a dataset, not a dataset.`,
        place: { file: dataset },
        hint: `Use ${parent}.`,
        meant: { typed: dataset, instead: parent },
      },
      { next: datagen('verify', parent) },
    );
  if (lstatSync(dataset, { throwIfNoEntry: false })?.isFile())
    return new UserError({ message: 'This is a file, not a folder.', place: { file: dataset } });
  const names = namesIn(dataset).filter((name) => !isOurs(name));
  const within = names.map((name) => join(dataset, name)).filter(isDataset);
  if (within.length > 0) return severalIn(dataset, within);
  if (names.length > 0) {
    const some = names.slice(0, 3).join(', ');
    return new UserError(
      { message: `The folder isn't a dataset: it has ${some}.`, place: { file: dataset } },
      { next: 'sfdc-datagen generate' },
    );
  }
  return new UserError(absent(dataset, stage), { next: remakeCommand(dataset) });
}

/**
 * The command to run after a manifest turned out to be unreadable: git brings it back, or else its folder is moved
 * away, so that the stage can be made again.
 */
export function restoreCommand(dataset: string, stage: Stage): string {
  const dir = join(dataset, stage);
  return (
    (isChanged(join(dir, 'manifest.json')) && gitCommand(dir, 'checkout', '--', 'manifest.json')) ||
    shellLine(['mv', dir, freeName(`${dir}.old`)])
  );
}

/** A name that no file has, made from one that may be taken. */
export function freeName(wanted: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? wanted : `${wanted}-${number}`;
    if (!existsSync(free)) return free;
  }
}

/** The command that makes the rows of a folder: the names in `output/` say which recipe and seed. */
function remakeCommand(dataset: string): string {
  const [, name, seed] = /^(.+)-(\d+)$/.exec(basename(dataset)) ?? [];
  if (dirname(dataset) !== 'output' || !name || !seed) return datagen('generate', '--output', dataset);
  if (name === 'seed') return datagen('generate', '--seed', seed);
  return isFile(findFile(name, '.', 'recipe'))
    ? datagen('generate', '--recipe', name, '--seed', seed)
    : datagen('generate', '--output', dataset);
}

function absent(dataset: string, stage: Stage): Problem {
  return { message: `No ${stage} dataset found.`, place: { file: join(dataset, stage, 'manifest.json') } };
}

function severalIn(folder: string, datasets: readonly string[]): UserError {
  const [first, ...others] = datasets;
  const listed = `${datasets.slice(0, 3).join(', ')}${others.length > 2 ? ', …' : ''}`;
  return new UserError({
    message: `The folder isn't a dataset; it contains ${others.length > 0 ? 'datasets' : 'one'}.`,
    place: { file: folder },
    hint: `Use one of ${listed}.`,
    ...(others.length > 0 ? {} : { hint: `Use ${first}.`, meant: { typed: folder, instead: first! } }),
  });
}

function isDataset(folder: string): boolean {
  return hasManifest(join(folder, 'generated')) || hasManifest(join(folder, 'enriched'));
}

function hasManifest(folder: string): boolean {
  return existsSync(join(folder, 'manifest.json'));
}

/** The names in a folder that aren't hidden; none if it doesn't exist or can't be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}

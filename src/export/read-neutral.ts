import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../dataset/manifest.ts';
import { readPacked, readStage, type StageFiles, writtenBytes } from '../dataset/read.ts';
import { UserError } from '../shared/errors.ts';
import { datagen } from '../shared/shell-words.ts';
import type { Neutral } from './neutral.ts';
import { textTable } from './text-table.ts';

/**
 * Reads `DIR/enriched`, or `DIR/generated` if nothing was enriched and no text is needed. If the enriched stage was
 * made from other rows than those generated now, throws a UserError with the command to run.
 */
export function readNeutral(dir: string): Neutral {
  const stage = existsSync(join(dir, 'enriched', 'manifest.json'))
    ? enriched(dir)
    : readStage(dir, 'generated');
  const { manifest } = stage;
  const next = datagen('enrich', dir);
  return {
    name: manifest.dataset,
    seed: manifest.seed,
    as_of: manifest.as_of,
    key_prefix: manifest.key_prefix,
    hash: stage.manifestHash,
    ...(manifest.load ? { load: manifest.load } : {}),
    dataset: manifest.dataset,
    ...(manifest.update ? { update: true } : {}),
    ...(manifest.inputs?.recipe ? { recipe: manifest.inputs.recipe } : {}),
    ...(manifest.inputs ? { settings: neutralSettings(manifest.inputs) } : {}),
    tables: manifest.files.map(({ object, file }) =>
      textTable(object, join(stage.dir, file), readPacked(stage, object), next),
    ),
  };
}

/** The hashes of a dataset's other inputs. */
export function neutralSettings({ templates, config }: Manifest['inputs']): string {
  return `${templates} ${config}`;
}

function enriched(dir: string): StageFiles {
  const stage = readStage(dir, 'enriched');
  if (!existsSync(join(dir, 'generated', 'manifest.json'))) return stage;
  const generated = readStage(dir, 'generated');
  // An edit there isn't in the rows that were made from it.
  for (const entry of generated.manifest.files)
    if (existsSync(join(generated.dir, entry.file))) writtenBytes(generated, entry);
  if (stage.manifest.made_from === generated.manifestHash) return stage;
  throw new UserError(
    {
      message: 'The enriched dataset was made from different generated rows.',
      place: { file: join(stage.dir, 'manifest.json') },
    },
    { next: datagen('enrich', dir) },
  );
}

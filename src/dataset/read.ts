import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { parseCsv, type Table } from './csv.ts';
import type { Manifest } from './manifest.ts';

export type Stage = 'generated' | 'enriched';

/** A stage of a data set as read from its folder. */
export interface StageFiles {
  dir: string;
  manifest: Manifest;
  /** sha256 of manifest.json as it stands. */
  manifestHash: string;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The manifest of a stage; a UserError with the command to run where the stage is not there or cannot be read. */
export function readStage(dataset: string, stage: Stage): StageFiles {
  const dir = join(dataset, stage);
  const file = join(dir, 'manifest.json');
  const next = stage === 'generated' ? 'sfdc-datagen generate' : `sfdc-datagen enrich ${dataset}`;
  if (!existsSync(file))
    throw new UserError({ message: `There is no ${stage} data set.`, place: { file } }, { next });
  const text = readFileSync(file, 'utf8');
  return { dir, manifest: manifestOf(text, file, next), manifestHash: sha256(text) };
}

function manifestOf(text: string, file: string, next: string): Manifest {
  let manifest: Partial<Manifest> | null;
  try {
    manifest = JSON.parse(text);
  } catch (cause) {
    throw new UserError({ message: 'The manifest is not JSON.', place: { file } }, { next, cause });
  }
  if (!Array.isArray(manifest?.files) || typeof manifest.key_prefix !== 'string')
    throw new UserError({ message: 'This is not the manifest of a data set.', place: { file } }, { next });
  return manifest as Manifest;
}

/** The rows of one object; a file that is not what the manifest says is refused. */
export function readTable(stage: StageFiles, object: string): Table {
  const entry = stage.manifest.files.find((one) => one.object === object);
  if (!entry) throw new UserError({ message: `The data set has no ${object}.`, place: { file: stage.dir } });
  const file = join(stage.dir, entry.file);
  if (!existsSync(file)) {
    throw new UserError({ message: 'The file is in the manifest but not in the folder.', place: { file } });
  }
  const bytes = readFileSync(file);
  if (sha256(bytes) !== entry.sha256) {
    throw new UserError(
      {
        message: 'The file is not the one that the manifest describes: it was changed after it was made.',
        place: { file },
      },
      { next: `git diff ${file}` },
    );
  }
  return parseCsv(bytes.toString('utf8'), file);
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, UserError } from '../errors.ts';
import { allowedFile } from '../shared/allowed-file.ts';
import { pathPartProblem } from '../shared/path-part.ts';
import { quoted } from '../shared/quote.ts';
import { readBytes, readText, textOf } from '../shared/read-file.ts';
import { datagen, shellLine } from '../shared/shell-words.ts';
import { parseCsv, type Table } from './csv.ts';
import type { Manifest, ManifestFile } from './manifest.ts';

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
  const next = stage === 'generated' ? 'sfdc-datagen generate' : datagen('enrich', dataset);
  if (!existsSync(file))
    throw new UserError({ message: `There is no ${stage} data set.`, place: { file } }, { next });
  const text = readText(file, { noun: 'manifest' });
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
  const problems = manifest.files.flatMap((entry) => nameProblems(entry, file));
  if (problems.length > 0) throw new UserError(problems, { next });
  return manifest as Manifest;
}

/** Names of a manifest become names of what a stage writes; none may lead out of its folder. */
function nameProblems({ object, file: name }: ManifestFile, file: string): Problem[] {
  return [
    ['object', object],
    ['file', name],
  ].flatMap(([key, value]) => {
    const problem = typeof value === 'string' ? pathPartProblem(value) : 'is no text';
    const shown = typeof value === 'string' ? `: ${quoted(value)}` : '';
    return problem
      ? [{ message: `\`${key}\` of a file of the manifest ${problem}${shown}.`, place: { file } }]
      : [];
  });
}

/** The bytes of a file that the manifest names; a link may not lead out of the stage's folder. */
export function readFileOf(stage: StageFiles, { file: name }: ManifestFile): Buffer {
  const file = join(stage.dir, name);
  const allowed = allowedFile(name, { folder: stage.dir, root: stage.dir });
  if ('path' in allowed) return readBytes(allowed.path, { noun: 'file of a data set', limit: 'data' });
  throw new UserError({
    message:
      allowed.refused === 'absent' && !existsSync(file)
        ? 'The file is in the manifest but not in the folder.'
        : allowed.message,
    place: { file },
  });
}

/** The rows of one object; a file that is not what the manifest says is refused. */
export function readTable(stage: StageFiles, object: string): Table {
  const entry = stage.manifest.files.find((one) => one.object === object);
  if (!entry) throw new UserError({ message: `The data set has no ${object}.`, place: { file: stage.dir } });
  const file = join(stage.dir, entry.file);
  const bytes = readFileOf(stage, entry);
  if (sha256(bytes) !== entry.sha256) {
    throw new UserError(
      {
        message: 'The file is not the one that the manifest describes: it was changed after it was made.',
        place: { file },
      },
      { next: shellLine(['git', 'diff', '--', file]) },
    );
  }
  return parseCsv(textOf(bytes, file), file);
}

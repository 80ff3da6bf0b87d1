import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../random/hash.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { readBytes, readText, textOf } from '../shared/files/read-file.ts';
import { datagen } from '../shared/shell-words.ts';
import { parseCsv, type Table } from './csv.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { parseManifest } from './manifest-schema.ts';

export type Stage = 'generated' | 'enriched';

/** A stage of a dataset as read from its folder. */
export interface StageFiles {
  dir: string;
  manifest: Manifest;
  /** sha256 of manifest.json as it stands. */
  manifestHash: string;
}

/** The hash of a manifest's text, whatever line ends a checkout gave it. */
export function manifestHash(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n'));
}

/** The manifest of a stage; a UserError with the command to run where the stage is not there or cannot be read. */
export function readStage(dataset: string, stage: Stage): StageFiles {
  const dir = join(dataset, stage);
  const file = join(dir, 'manifest.json');
  const named = dataset.startsWith(join('output', '')) ? [] : ['--output', dataset];
  const next = stage === 'generated' ? datagen('generate', ...named) : datagen('enrich', dataset);
  if (!existsSync(file))
    throw new UserError({ message: `No ${stage} dataset found.`, place: { file } }, { next });
  const text = readText(file, { noun: 'manifest' });
  return { dir, manifest: parseManifest(text, file, stage, next), manifestHash: manifestHash(text) };
}

/** The bytes of a file that the manifest names; a link may not lead out of the stage's folder. */
export function readFileOf(stage: StageFiles, { file: name }: ManifestFile): Buffer {
  const file = join(stage.dir, name);
  const allowed = allowedFile(name, { folder: stage.dir, root: stage.dir });
  if ('path' in allowed) return readBytes(allowed.path, { noun: 'file of a dataset', limit: 'data' });
  throw new UserError({
    message:
      allowed.refused === 'absent' && !existsSync(file)
        ? 'The file is in the manifest but not in the folder.'
        : allowed.message,
    place: { file },
  });
}

/**
 * The bytes of a file as they were written, undefined where they were changed since. A checkout with git's
 * `core.autocrlf` has other line ends and is no change.
 */
export function asWritten(bytes: Buffer, { sha256: wanted }: ManifestFile): Buffer | undefined {
  if (sha256(bytes) === wanted) return bytes;
  const text = bytes.toString('latin1');
  if (!text.includes('\r\n')) return undefined;
  const unix = Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
  return sha256(unix) === wanted ? unix : undefined;
}

/** What is said of a file that is not as it was written. */
export const EDITED = 'The file was edited after it was made.';

/** The bytes of a file that the manifest names; one that was changed since is refused. */
export function writtenBytes(stage: StageFiles, entry: ManifestFile): Buffer {
  const bytes = asWritten(readFileOf(stage, entry), entry);
  if (bytes) return bytes;
  const dataset = dirname(stage.dir);
  throw new UserError(editedProblem(stage, entry), { next: datagen('verify', dataset, '--accept') });
}

/** The command that writes a stage as if nobody had edited it. */
export function againCommand(stage: Stage): string {
  return `${stage === 'generated' ? 'generate' : 'enrich'} --drop-edits`;
}

/** A file that was edited, with the ways to keep the edit and to discard it. */
export function editedProblem({ dir, manifest }: StageFiles, { file }: ManifestFile): Problem {
  return {
    message: EDITED,
    place: { file: join(dir, file) },
    hint: `Accept the edit with \`verify --accept\`, or discard it with \`${againCommand(manifest.stage)}\`.`,
  };
}

/** The rows of one object; a file that is not what the manifest says is refused. */
export function readTable(stage: StageFiles, object: string): Table {
  const entry = stage.manifest.files.find((one) => one.object === object);
  if (!entry) throw new UserError({ message: `The dataset has no ${object}.`, place: { file: stage.dir } });
  const file = join(stage.dir, entry.file);
  return parseCsv(textOf(writtenBytes(stage, entry), file), file);
}

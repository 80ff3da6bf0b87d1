import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256, sha256OfParts } from '../random/hash.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { readBytes, readText, textOf } from '../shared/files/read-file.ts';
import { readChunks } from '../shared/files/read-lines.ts';
import { datagen } from '../shared/shell-words.ts';
import { packCsv, parseCsv, type Table, type TableRows } from './csv.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { parseManifest } from './manifest-schema.ts';
import { noStage, restoreCommand } from './no-stage.ts';

export type Stage = 'generated' | 'enriched';

/** A stage of a dataset, read from its folder. */
export interface StageFiles {
  dir: string;
  manifest: Manifest;
  /** SHA-256 of the manifest.json file. */
  manifestHash: string;
}

/** The hash of a manifest's text, independent of line ends. */
export function manifestHash(text: string): string {
  return sha256(text.replaceAll('\r\n', '\n'));
}

/** Reads the manifest of a stage; if it is missing or unreadable, throws a UserError with the command to run. */
export function readStage(dataset: string, stage: Stage): StageFiles {
  const dir = join(dataset, stage);
  const file = join(dir, 'manifest.json');
  if (!existsSync(file)) throw noStage(dataset, stage);
  const text = readText(file, { noun: 'manifest' });
  const next = () => restoreCommand(dataset, stage);
  return { dir, manifest: parseManifest(text, file, stage, next), manifestHash: manifestHash(text) };
}

/** Reads a file of the manifest; links must not lead out of the stage's folder. */
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
 * Returns the original bytes of a file; undefined if it was changed since. Other line ends, which git's
 * `core.autocrlf` makes, aren't a change.
 */
export function asWritten(bytes: Buffer, { sha256: wanted }: ManifestFile): Buffer | undefined {
  if (sha256(bytes) === wanted) return bytes;
  const text = bytes.toString('latin1');
  if (!text.includes('\r\n')) return undefined;
  const unix = Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1');
  return sha256(unix) === wanted ? unix : undefined;
}

/** The message about a changed file. */
export const EDITED = 'The file was edited after it was made.';

/** Reads a file of the manifest; a changed file is refused. */
export function writtenBytes(stage: StageFiles, entry: ManifestFile): Buffer {
  const bytes = asWritten(readFileOf(stage, entry), entry);
  if (bytes) return bytes;
  const dataset = dirname(stage.dir);
  throw new UserError(editedProblem(stage, entry), { next: datagen('verify', dataset, '--accept') });
}

/** The command that rewrites a stage without the edits. */
export function againCommand(stage: Stage): string {
  return `${stage === 'generated' ? 'generate' : 'enrich'} --drop-edits`;
}

/** The problem of an edited file, with the ways to keep or discard the edit. */
export function editedProblem({ dir, manifest }: StageFiles, { file }: ManifestFile): Problem {
  return {
    message: EDITED,
    place: { file: join(dir, file) },
    hint: `Accept the edit with \`verify --accept\`, or discard it with \`${againCommand(manifest.stage)}\`.`,
  };
}

/** Reads the rows of one object; a file that doesn't match the manifest is refused. */
export function readTable(stage: StageFiles, object: string): Table {
  const { bytes, file } = bytesOf(stage, object);
  return parseCsv(textOf(bytes, file), file);
}

/** The same with rows that take little memory, as the file itself does. */
export function readPacked(stage: StageFiles, object: string): TableRows {
  const plain = packAsWritten(stage, object);
  if (plain) return plain;
  const { bytes, file } = bytesOf(stage, object);
  return packCsv(textOf(bytes, file), file);
}

/** Reads a file part by part; undefined where it isn't just what was written, which is then found out from all of it. */
function packAsWritten(stage: StageFiles, object: string): TableRows | undefined {
  const entry = stage.manifest.files.find((one) => one.object === object);
  const allowed = entry && allowedFile(entry.file, { folder: stage.dir, root: stage.dir });
  if (!entry || !allowed || !('path' in allowed) || !statSync(allowed.path).isFile()) return undefined;
  const hash = sha256OfParts();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  function* checked(path: string): Generator<Buffer> {
    for (const chunk of readChunks(path)) {
      hash.update(chunk);
      decoder.decode(chunk, { stream: true });
      if (chunk.includes(0)) throw new TypeError('NUL');
      yield chunk;
    }
    decoder.decode();
  }
  try {
    const table = packCsv(checked(allowed.path), join(stage.dir, entry.file));
    return hash.digest('hex') === entry.sha256 ? table : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(stage: StageFiles, object: string): { bytes: Buffer; file: string } {
  const entry = stage.manifest.files.find((one) => one.object === object);
  if (!entry) throw new UserError({ message: `The dataset has no ${object}.`, place: { file: stage.dir } });
  return { bytes: writtenBytes(stage, entry), file: join(stage.dir, entry.file) };
}

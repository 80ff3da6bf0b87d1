import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { peekManifest } from '../dataset/manifest.ts';
import { openFolder } from '../dataset/write.ts';
import { UserError } from '../shared/errors.ts';
import { makeFolder } from '../shared/files/make-folder.ts';
import { readText } from '../shared/files/read-file.ts';
import { writeWhole } from '../shared/files/write-file.ts';
import { writeParts } from '../shared/files/write-parts.ts';
import type { CompiledExport } from './compile/compile.ts';
import { fileParts } from './compile/export-file.ts';
import { FORMAT } from './json-document.ts';
import type { Neutral } from './neutral.ts';
import type { ShapeFile } from './shapes/tree.ts';

/** Writes the files of a compilation and their manifest, the whole folder or nothing; returns the file names. */
export function writeExport(
  folder: string,
  neutral: Neutral,
  compiled: CompiledExport,
  org: string | undefined,
): string[] {
  const { levels, notes } = compiled;
  const files = compiled.files
    .filter((file) => file.rows.length > 0)
    .map((file) => {
      const { sobject, pass, match, rows } = file;
      const more = { object: sobject, pass, match: match.by, rows: rows.length };
      return { name: `${file.name}.csv`, parts: fileParts(file), more };
    });
  return writeFolder(folder, neutral, files, { org: org ?? null, levels, notes });
}

/** Writes the files for another tool in the same way. */
export function writeShapes(
  folder: string,
  neutral: Neutral,
  files: readonly ShapeFile[],
  format: string,
): string[] {
  const whole = files.map(({ name, text }) => ({ name, parts: [text] }));
  return writeFolder(folder, neutral, whole, { format });
}

function writeFolder(
  folder: string,
  { name: dataset, seed, as_of, hash }: Neutral,
  files: readonly { name: string; parts: Iterable<string>; more?: object }[],
  { org, ...more }: { org?: string | null; [key: string]: unknown },
): string[] {
  const path = basename(folder) === basename(resolve(folder)) ? folder : resolve(folder);
  const document = join(path, DOCUMENT_FILE);
  // Earlier versions wrote it without a manifest.
  if (isAlone(document) && isDocument(document)) rmSync(document);
  const pending = openFolder(dirname(path), basename(path), 'export');
  try {
    const written = files.map(({ name, parts, more }) => {
      makeFolder(dirname(join(pending.path, name)));
      return { file: name, ...more, sha256: writeParts(join(pending.path, name), parts) };
    });
    const about = { stage: 'export', dataset, seed, as_of, ...(org === undefined ? {} : { org }) };
    const manifest = { ...about, made_from: hash, ...more, files: written };
    writeFileSync(join(pending.path, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    if (!isListed(document) && isDocument(document)) rmSync(document);
    pending.commit();
    return files.map(({ name }) => name);
  } catch (error) {
    pending.discard();
    throw pending.failed(error);
  }
}

/** The name of the document in the folder of an export. */
export const DOCUMENT_FILE = 'data.json';

function isAlone(file: string): boolean {
  return existsSync(file) && readdirSync(dirname(file)).length === 1;
}

/** True if the manifest beside a file lists it. */
function isListed(file: string): boolean {
  const files: unknown = peekManifest(dirname(file))?.files;
  return Array.isArray(files) && files.some((one) => one?.file === basename(file));
}

/** Writes a dataset as one document, never over a file that is something else. */
export function writeJsonDocument(file: string, text: string): void {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isDirectory())
    throw new UserError({ message: 'This is a folder, not a file.', place: { file }, hint: OTHER });
  if (status?.isFile() && status.size > 0 && !isDocument(file))
    throw new UserError({
      message: "The file isn't an export of a dataset, and it would be overwritten.",
      place: { file },
      hint: OTHER,
    });
  writeWhole(file, text);
}

const OTHER = 'Use `--output` with another file.';

function isDocument(file: string): boolean {
  try {
    const text = readText(file, { noun: 'file', limit: 'data' });
    return text
      .slice(0, 2_000)
      .replaceAll(/\s/g, '')
      .startsWith(`{"format":"${FORMAT.split('/')[0]}/`);
  } catch {
    return false;
  }
}

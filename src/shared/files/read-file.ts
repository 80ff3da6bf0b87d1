import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { counted } from '../counted.ts';
import { type Problem, UserError } from '../errors.ts';
import { misspelled } from '../nearest.ts';
import { decodeText, UnreadableText } from './decode-text.ts';

const MB = 1_000_000;

/** The maximum bytes of a document written by people: recipes, configurations, templates. */
const DOCUMENT = 16 * MB;

/** The maximum bytes of a data file; Node can't make longer strings. */
const DATA = 500 * MB;

/** The kind of a file: its name in messages, and its size limit. */
export interface FileKind {
  noun: string;
  limit?: 'document' | 'data';
}

const REFUSED: Readonly<Record<string, (noun: string) => string>> = {
  ENOENT: (noun) => `${sentenceCase(noun)} not found.`,
  ENOTDIR: (noun) => `${sentenceCase(noun)} not found.`,
  EISDIR: (noun) => `This is a folder, not a ${noun}.`,
  EACCES: () => "You don't have permission to read this file.",
  EPERM: () => "You don't have permission to read this file.",
  ELOOP: () => 'The links to this file are circular.',
  ENAMETOOLONG: () => 'The name of the file is too long.',
};

/**
 * Reads a regular file of limited size. Pipes and devices are refused, since they may never end and can't be read
 * again for the hash; every failure is a UserError with the file as its place.
 */
export function readBytes(file: string, { noun, limit = 'document' }: FileKind): Buffer {
  const place = { file };
  if (file.includes('\0')) throw new UserError({ message: `${sentenceCase(noun)} not found.`, place });
  try {
    const status = statSync(file);
    if (status.isDirectory()) throw new UserError({ message: `This is a folder, not a ${noun}.`, place });
    if (!status.isFile())
      throw new UserError({
        message: `This is a pipe or a device, not a ${noun}.`,
        place,
        hint: 'Save its output as a file.',
      });
    const most = limit === 'data' ? DATA : DOCUMENT;
    if (status.size > most)
      throw new UserError({
        message: `The file has ${counted(Math.ceil(status.size / MB))} MB; the maximum for a ${noun} is ${most / MB} MB.`,
        place,
      });
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { code = '', syscall } = cause as NodeJS.ErrnoException;
    if (!syscall) throw cause;
    const message = REFUSED[code]?.(noun) ?? `The file can't be read (${code}).`;
    throw new UserError({ message, place, ...(code === 'ENOENT' ? nearFile(file) : {}) }, { cause });
  }
}

/** The file in the same folder whose name is nearest to one that isn't there. */
function nearFile(file: string): Pick<Problem, 'hint' | 'meant'> {
  const name = basename(file);
  const { meant } = misspelled(name, namesBeside(file));
  if (!meant) return {};
  // As typed: `./a.yml` stays so.
  const instead = file.slice(0, file.length - name.length) + meant.instead;
  return { hint: `Did you mean ${instead}?`, meant: { typed: file, instead } };
}

function namesBeside(file: string): string[] {
  try {
    return readdirSync(dirname(file)).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}

/** Reads a text file in a recognized encoding; otherwise throws a UserError that says what was found and where. */
export function readText(file: string, kind: FileKind): string {
  return textOf(readBytes(file, kind), file);
}

/** Decodes the bytes of a file. */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return decodeText(bytes);
  } catch (cause) {
    if (!(cause instanceof UnreadableText)) throw cause;
    const { message, line, hint } = cause;
    throw new UserError({ message, place: { file, ...(line ? { line } : {}) }, hint }, { cause });
  }
}

function sentenceCase(noun: string): string {
  return `${noun[0]!.toUpperCase()}${noun.slice(1)}`;
}

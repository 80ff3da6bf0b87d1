import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import canonicalize from 'canonicalize';
import { UserError } from '../../errors.ts';
import { type Cache, UNEXPORTED } from './cache.ts';
import type { EntryRow } from './entry.ts';

/** The reviewable text form of a cache: `cache/llm.sqlite` has `cache/llm.jsonl` beside it. */
export function textExportOf(cacheFile: string): string {
  return `${cacheFile.replace(/\.(?:sqlite3?|db)$/, '')}.jsonl`;
}

const NOTE = 'text export';

/** Takes in the text export where it is not the one that this cache last read or wrote; answers the entries added. */
export function takeInTextExport(cache: Cache): number {
  if (cache.file === ':memory:') return 0;
  const file = textExportOf(cache.file);
  const stamp = stampOf(file);
  if (stamp === undefined || stamp === cache.note(NOTE)) return 0;
  return importText(cache, file, stamp);
}

/** Brings the text export up to date where entries were added, by this run or by one that was killed. */
export function bringTextExportUpToDate(cache: Cache): void {
  if (cache.file !== ':memory:' && cache.note(UNEXPORTED) !== undefined) writeTextExport(cache);
}

/**
 * Adds the entries of a text export; those that the cache has already stay as they are. What comes from elsewhere is
 * not in the cache's own export yet.
 */
export function importText(cache: Cache, file: string, stamp?: string, elsewhere = false): number {
  return cache.write(() => {
    let added = 0;
    let number = 0;
    for (const line of linesOf(file)) {
      number++;
      if (line.trim() === '') continue;
      added += importLine(cache, line, file, number);
    }
    if (stamp !== undefined) cache.setNote(NOTE, stamp);
    if (elsewhere && added > 0) cache.setNote(UNEXPORTED, 'yes');
    return added;
  });
}

/**
 * Writes all entries, one canonical JSON object per line, sorted by key. The write lock is held until the file is in
 * its place, so that of two runs the later one writes what both have added.
 */
export function writeTextExport(cache: Cache, file: string = textExportOf(cache.file)): number {
  takeInTextExport(cache);
  return cache.write(() => {
    mkdirSync(dirname(file), { recursive: true });
    const pending = `${file}.${process.pid}.tmp`;
    const out = openSync(pending, 'w');
    let count = 0;
    try {
      for (const chunk of chunksOf(exportLines(cache))) {
        count += chunk.length;
        writeSync(out, `${chunk.join('\n')}\n`);
      }
      closeSync(out);
      renameSync(pending, file);
    } catch (error) {
      rmSync(pending, { force: true });
      throw error;
    }
    if (file === textExportOf(cache.file)) {
      cache.setNote(NOTE, stampOf(file)!);
      cache.dropNote(UNEXPORTED);
    }
    return count;
  });
}

function* exportLines(cache: Cache): Generator<string> {
  const rows = cache.db
    .prepare<[], { key: Buffer; kind: 'entry' | 'system' }>(
      `SELECT key, 'entry' AS kind FROM entry UNION ALL SELECT hash, 'system' FROM system ORDER BY 1`,
    )
    .iterate();
  const entry = cache.db.prepare<[Buffer], EntryRow>('SELECT * FROM entry WHERE key = ?');
  const system = cache.db.prepare<[Buffer], string>('SELECT text FROM system WHERE hash = ?').pluck();
  for (const { key, kind } of rows) {
    yield kind === 'entry'
      ? entryLine(entry.get(key)!)
      : canonicalize({ key: key.toString('hex'), system: system.get(key)! })!;
  }
}

function entryLine(row: EntryRow): string {
  return canonicalize({
    key: row.key.toString('hex'),
    version: row.version,
    provider: row.provider,
    model: row.model,
    temperature: row.temperature,
    object: row.object,
    field: row.field,
    max_length: row.max_length,
    unit: row.unit,
    system: row.system.toString('hex'),
    record: row.record,
    prompt: row.prompt,
    text: row.text,
  })!;
}

function importLine(cache: Cache, line: string, file: string, number: number): number {
  const value = parseLine(line);
  if (!value) {
    throw new UserError({
      message: 'The line is not an entry of a cache.',
      place: { file, line: number },
      hint: /^(?:<{7}|={7}|>{7})/.test(line)
        ? 'A git merge was left open: keep the lines of both sides, in any order.'
        : 'Restore the file from git.',
    });
  }
  if ('text' in value) return cache.putRow(value, null);
  cache.putSystem(value.system);
  return 0;
}

const KEY = /^[0-9a-f]{64}$/;
const STRINGS = ['provider', 'model', 'object', 'field', 'unit', 'record', 'prompt', 'text'] as const;

function parseLine(line: string): EntryRow | { system: string } | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { key, system, version, max_length, temperature } = value ?? {};
  if (typeof key !== 'string' || !KEY.test(key) || typeof system !== 'string') return undefined;
  if (!('text' in value)) return { system };
  if (!KEY.test(system) || !STRINGS.every((name) => typeof value[name] === 'string')) return undefined;
  if (!Number.isInteger(version) || !Number.isInteger(max_length)) return undefined;
  if (temperature !== null && typeof temperature !== 'number') return undefined;
  return {
    ...(value as unknown as EntryRow),
    key: Buffer.from(key, 'hex'),
    system: Buffer.from(system, 'hex'),
  };
}

function stampOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const { size, mtimeMs } = statSync(file);
  return `${size} bytes, ${mtimeMs}`;
}

function* chunksOf(lines: Iterable<string>): Generator<string[]> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length === 1_000) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** The lines of a file, which may be larger than memory should hold. */
function* linesOf(file: string): Generator<string> {
  const input = openSync(file, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const buffer = Buffer.alloc(1 << 20);
    let rest = '';
    for (;;) {
      const read = readSync(input, buffer, 0, buffer.length, null);
      const lines = (rest + (read > 0 ? decoder.write(buffer.subarray(0, read)) : decoder.end())).split('\n');
      rest = lines.pop()!;
      yield* lines;
      if (read === 0) break;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(input);
  }
}

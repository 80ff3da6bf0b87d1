import { statSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { EntryRow } from './entry.ts';
import { linesOf } from './lines.ts';

/** An entry as a line of the text export: canonical JSON, so that the same entry is the same line everywhere. */
export function entryLine(row: EntryRow): string {
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

/** The instructions that entries name by their hash, as a line of their own. */
export function systemLine(hash: Buffer, system: string): string {
  return canonicalize({ key: hash.toString('hex'), system })!;
}

const KEY = /^[0-9a-f]{64}$/;
const STRINGS = ['provider', 'model', 'object', 'field', 'unit', 'record', 'prompt', 'text'] as const;

/** Reads a line of a text export; undefined for what is none. */
export function parseLine(line: string): EntryRow | { key: string; system: string } | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { key, system, version, max_length, temperature } = value ?? {};
  if (typeof key !== 'string' || !KEY.test(key) || typeof system !== 'string') return undefined;
  if (!('text' in value)) return { key, system };
  if (!KEY.test(system) || !STRINGS.every((name) => typeof value[name] === 'string')) return undefined;
  if (!Number.isInteger(version) || !Number.isInteger(max_length)) return undefined;
  if (temperature !== null && typeof temperature !== 'number') return undefined;
  return {
    ...(value as unknown as EntryRow),
    key: Buffer.from(key, 'hex'),
    system: Buffer.from(system, 'hex'),
  };
}

/** True for a file that begins as a text export does. */
export function isTextExport(file: string): boolean {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  const [first] = linesOf(file);
  return first?.text !== undefined && parseLine(first.text) !== undefined;
}

/** True for a file of which at least one line is one of a text export, as where a merge was left open at its start. */
export function holdsEntries(file: string): boolean {
  for (const { text } of linesOf(file)) if (text !== undefined && parseLine(text)) return true;
  return false;
}

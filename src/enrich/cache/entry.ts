import { sha256Bytes } from '../../random/hash.ts';
import type { KeyFacts } from '../key.ts';

/** An answer in the cache: its key, what the key is made of, and the raw text of the model. */
export interface CacheEntry {
  key: string;
  facts: KeyFacts;
  /** As the model gave it: trimming and cutting happen after reading. */
  text: string;
  /** The record that it was first written for, to review by and to say why another was missed. */
  record: string;
}

/** A finished call, as the cache remembers it. */
export interface CallRecord {
  provider: string;
  model: string;
  /** The model that the server says has answered. */
  answeredBy: string;
  requestId: string | null;
  finishReason: string;
  records: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  /** null where the price of the model is not known. */
  costUsd: number | null;
}

/** A text that a model would not write; `refused` ones are remembered until --retry-failed. */
export interface Failure {
  key: string;
  kind: 'refused' | 'bad';
  reason: string;
  tries: number;
  record: string;
  object: string;
  field: string;
  model: string;
}

/** The stored form of an entry. */
export interface EntryRow {
  key: Buffer;
  text: string;
  version: number;
  provider: string;
  model: string;
  temperature: number | null;
  object: string;
  field: string;
  max_length: number;
  unit: string;
  system: Buffer;
  record: string;
  prompt: string;
}

export function hashOfText(text: string): Buffer {
  return sha256Bytes(text);
}

/** The facts of a stored entry; `system` gives the system text by its hash. */
export function keyFactsOf(row: EntryRow, system: string): KeyFacts {
  return {
    version: row.version,
    provider: row.provider,
    model: row.model,
    sampling: { temperature: row.temperature },
    object: row.object,
    field: row.field,
    max_length: row.max_length,
    unit: row.unit,
    system,
    prompt: row.prompt,
  };
}

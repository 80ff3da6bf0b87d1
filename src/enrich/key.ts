import canonicalize from 'canonicalize';
import { sha256 } from '../random/hash.ts';
import type { TextRequest } from './request.ts';
import { SYSTEM } from './system.ts';

/** Raised when what a key is made of changes. */
const KEY_VERSION = 1;

/** Who answers, as the key has it. */
export interface Writer {
  /** By its name in the registry. */
  provider: string;
  model: string;
  /** As configured, also where a server made us leave it out. */
  temperature: number | null;
}

/** What a cache key is made of: all that can change the text, and nothing of how it is transported. */
export interface KeyFacts {
  version: number;
  provider: string;
  model: string;
  sampling: { temperature: number | null };
  object: string;
  field: string;
  max_length: number;
  unit: string;
  system: string;
  prompt: string;
}

export function keyFacts(
  writer: Writer,
  request: Pick<TextRequest, 'object' | 'field' | 'maxLength' | 'unit' | 'prompt'>,
  system: string = SYSTEM,
): KeyFacts {
  return {
    version: KEY_VERSION,
    provider: writer.provider,
    model: writer.model,
    sampling: { temperature: writer.temperature },
    object: request.object,
    field: request.field,
    max_length: request.maxLength,
    unit: request.unit,
    system,
    prompt: request.prompt,
  };
}

/** sha256 in hexadecimal over the canonical JSON (RFC 8785) of the facts. */
export function cacheKey(facts: KeyFacts): string {
  return sha256(canonicalize(facts)!);
}

import type { CacheEntry, Failure } from './cache/entry.ts';
import { cacheKey, type KeyFacts, keyFacts, type Writer } from './key.ts';
import type { PlannedText } from './plan/plan.ts';
import type { TextRequest } from './request.ts';

/** A text that is asked of a model. */
export interface AskedText {
  request: TextRequest;
  key: string;
  facts: KeyFacts;
  /** 0 in a full call, then in half of one, then twice alone. */
  level: number;
  /** How often it came too long. */
  tooLong: number;
  /** How often it was refused when asked alone. */
  refused: number;
}

/** A text of this run that the cache does not have, on its way to a model. */
export interface TextJob extends AskedText {
  planned: PlannedText;
}

/** The last level: what fails there is given up. */
export const LAST_LEVEL = 3;

/** How many records a call of a level holds: N, N/2, 1 and 1 again. */
export function callSize(level: number, batchSize: number): number {
  if (level === 0) return batchSize;
  return level === 1 ? Math.ceil(batchSize / 2) : 1;
}

export function textJobOf(planned: PlannedText, request: TextRequest, writer: Writer): TextJob {
  const facts = keyFacts(writer, request);
  return { planned, request, key: cacheKey(facts), facts, level: 0, tooLong: 0, refused: 0 };
}

export function cacheEntryOf(job: AskedText, text: string): CacheEntry {
  return { key: job.key, facts: job.facts, text, record: job.request.key };
}

export function failedText(job: AskedText, kind: Failure['kind'], reason: string, tries: number): Failure {
  const { key, facts, request } = job;
  const { object, field } = request;
  return { key, kind, reason, tries, record: request.key, object, field, model: facts.model };
}

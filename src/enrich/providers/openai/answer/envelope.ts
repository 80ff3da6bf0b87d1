import { estimatedTokens } from '../../../cost.ts';
import type { TextRequest } from '../../../request.ts';
import { SYSTEM } from '../../../system.ts';

/** The messages of a call: instructions first and unchanging, the records last. */
export interface Envelope {
  system: string;
  user: string;
  /** The request of each id (`r1`) in the message. */
  requests: ReadonlyMap<string, TextRequest>;
}

/** Puts requests into the one JSON document that a call sends. */
export function envelopeOf(requests: readonly TextRequest[]): Envelope {
  const byId = new Map(requests.map((request, index) => [`r${index + 1}`, request]));
  const records = [...byId].map(([id, { object, field, prompt, maxLength, unit }]) => ({
    id,
    object,
    field,
    // A character takes up to four bytes; in business English hardly more than one.
    max_chars: unit === 'bytes' ? Math.floor(maxLength / 2) : maxLength,
    prompt,
  }));
  return { system: SYSTEM, user: JSON.stringify({ records }), requests: byId };
}

/** The schema of an answer, in the subset that strict structured outputs take. */
export const ANSWER_SCHEMA = {
  type: 'object',
  properties: {
    records: {
      type: 'array',
      items: {
        type: 'object',
        properties: { id: { type: 'string' }, text: { type: 'string' } },
        required: ['id', 'text'],
        additionalProperties: false,
      },
    },
  },
  required: ['records'],
  additionalProperties: false,
} as const;

const OVERHEAD_TOKENS = 20;
const LONG_TEXT_TOKENS = 700;
/** Room for a reasoning model to think in, at first and at most. */
export const THOUGHT_TOKENS = { first: 1_000, most: 32_000 } as const;

/** The most tokens that the answer to these requests may take. */
export function outputCap(
  requests: readonly TextRequest[],
  maxOutput = 16_384,
  thought: number = THOUGHT_TOKENS.first,
): number {
  const texts = requests.reduce(
    (sum, { maxLength }) => sum + OVERHEAD_TOKENS + Math.min(LONG_TEXT_TOKENS, Math.ceil(maxLength / 3)),
    0,
  );
  return Math.min(maxOutput, thought + texts);
}

const TYPICAL_LONG = 110;
const TYPICAL_SHORT = 14;

/** The tokens that a call is likely to take, for an estimate and for the limits per minute. */
export function likelyTokens(requests: readonly Pick<TextRequest, 'prompt' | 'maxLength'>[]): {
  input: number;
  output: number;
} {
  let input = estimatedTokens(SYSTEM);
  let output = 10;
  for (const { prompt, maxLength } of requests) {
    input += estimatedTokens(prompt) + 25;
    output += OVERHEAD_TOKENS + (maxLength <= 255 ? TYPICAL_SHORT : TYPICAL_LONG);
  }
  return { input, output };
}

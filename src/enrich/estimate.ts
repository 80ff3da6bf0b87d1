import { costOf } from './cost.ts';
import { type DatasetIndex, limitOf } from './plan/dataset-index.ts';
import type { PlannedText } from './plan/plan.ts';
import { likelyTokens } from './providers/openai/answer/envelope.ts';
import type { TextJob } from './text-job.ts';

/** What a run would take, before anything is spent. */
export interface Estimate {
  texts: number;
  hits: number;
  misses: number;
  calls: number;
  input_tokens: number;
  output_tokens: number;
  /** null where the price of the model is not known. */
  cost_usd: number | null;
}

const TYPICAL_TEXT = 380;

/** Estimates the calls for what is missed and for what waits for it, whose prompts are not known in full. */
export function estimateRun(
  data: DatasetIndex,
  texts: number,
  hits: number,
  missed: readonly TextJob[],
  waiting: readonly PlannedText[],
  model: string,
  batchSize: number,
): Estimate {
  const requests = [
    ...missed.map(({ request }) => ({ prompt: request.prompt, maxLength: request.maxLength })),
    ...waiting.map(({ wanted, draft }) => ({
      prompt: draft.map((part) => (typeof part === 'string' ? part : ' '.repeat(TYPICAL_TEXT))).join(''),
      maxLength: limitOf(data, wanted.row.sheet.object, wanted.field).max,
    })),
  ];
  let inputTokens = 0;
  let outputTokens = 0;
  for (let start = 0; start < requests.length; start += batchSize) {
    const tokens = likelyTokens(requests.slice(start, start + batchSize));
    inputTokens += tokens.input;
    outputTokens += tokens.output;
  }
  return {
    texts,
    hits,
    misses: requests.length,
    calls: Math.ceil(requests.length / batchSize),
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_usd: costOf(model, { inputTokens, cachedTokens: 0, outputTokens }),
  };
}

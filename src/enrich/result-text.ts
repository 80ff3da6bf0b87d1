import { counted } from '../shared/counted.ts';
import { usd } from './cost.ts';
import type { EnrichResult } from './enrich.ts';
import { summaryLines } from './summary.ts';

/** What came of a run, in lines for a person. */
export function resultLines(result: EnrichResult): string[] {
  switch (result.is) {
    case 'written':
      return summaryLines(result.summary);
    case 'estimate': {
      const { texts, hits, misses, calls, input_tokens, output_tokens, cost_usd } = result.estimate;
      const price = cost_usd === null ? 'a price that is not known' : `about ${usd(cost_usd)}`;
      return [
        `${counted(texts)} texts: ${counted(hits)} in the cache, ${counted(misses)} to write in about ${counted(calls)} calls.`,
        `About ${counted(input_tokens)} tokens in and ${counted(output_tokens)} out, ${price}. Nothing was spent.`,
      ];
    }
    case 'submitted': {
      const { batches, texts, written } = result.submitted;
      return [
        ...batches.map(({ id, state, texts: count }) => `Batch ${id}: ${counted(count)} texts, ${state}.`),
        `${counted(written)} of ${counted(texts)} texts are there. Run the same command later to collect the rest: a batch takes up to 24 hours.`,
      ];
    }
  }
}

/** The same as one document. */
export function resultJson(result: EnrichResult): unknown {
  switch (result.is) {
    case 'written':
      return result.summary;
    case 'estimate':
      return { estimate: result.estimate };
    case 'submitted':
      return { submitted: result.submitted };
  }
}

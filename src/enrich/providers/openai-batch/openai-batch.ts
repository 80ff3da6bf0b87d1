import openai from '../openai/openai.ts';
import type { ModelProvider } from '../provider.ts';

/** The Batch API of OpenAI and Azure: half the price, up to a day to wait. */
export default {
  is: 'model',
  serverOf: openai.serverOf,
  async write(missing) {
    const { writeByBatch } = await import('./by-batch.ts');
    return writeByBatch(missing);
  },
} satisfies ModelProvider;

import type { ModelProvider } from '../provider.ts';
import { openaiServer } from './server.ts';

/** OpenAI, and every server that speaks its API, call by call. */
export default {
  is: 'model',
  serverOf: openaiServer,
  async write(missing) {
    const { writeByCalls } = await import('./by-calls.ts');
    return writeByCalls(missing);
  },
} satisfies ModelProvider;

import type { ModelProvider } from '../provider.ts';
import openai from './openai.ts';
import { azureServer } from './server.ts';

/** Azure OpenAI: another address and key, the same calls. */
export default { ...openai, serverOf: azureServer } satisfies ModelProvider;

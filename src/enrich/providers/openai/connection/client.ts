import type { OpenAI } from 'openai';
import { UserError } from '../../../../shared/errors.ts';
import type { CallRecord } from '../../../cache/entry.ts';
import type { Usage } from '../../../cost.ts';
import type { Server } from '../../provider.ts';
import { ANSWER_SCHEMA, type Envelope } from '../answer/envelope.ts';
import { SECRET_MARK } from '../answer/verdict.ts';
import { checkServer } from '../check-server.ts';
import { limitedFetch, MOST_BYTES, TIMEOUT_MS } from './http.ts';
import type { Manner } from './manner.ts';

/** What a server answered to one call, parsed no further than its envelope. */
export interface Completion {
  content: string;
  /** The model's own word that it refuses the whole call. */
  refusal: string | null;
  finishReason: string;
  usage: Usage;
  answeredBy: string;
  requestId: string | null;
}

export type Client = OpenAI;

/** The SDK's client for a server that can be called; a UserError where the environment lacks what it needs. */
export async function openClient(server: Server, timeoutMs: number = TIMEOUT_MS): Promise<Client> {
  checkServer(server);
  const { AzureOpenAI, OpenAI } = await import('openai');
  // A server of one's own wants no key, and the SDK wants some text in its place.
  const apiKey = server.apiKey ?? 'none';
  // The policy of retries is ours, and the SDK must not print what it sends.
  const shared = {
    apiKey,
    maxRetries: 0,
    logLevel: 'off',
    fetch: limitedFetch({ timeoutMs, bytes: MOST_BYTES }),
    // Ours comes first, and covers the body too.
    timeout: 2 * timeoutMs,
  } as const;
  if (server.kind !== 'azure') return new OpenAI({ ...shared, baseURL: server.baseUrl ?? null });
  if (server.baseUrl === undefined) {
    throw new UserError({
      message: 'The provider `azure` requires `AZURE_OPENAI_ENDPOINT`.',
      hint: 'Set it to the address of your resource, https://NAME.openai.azure.com.',
    });
  }
  if (server.apiVersion === undefined) return new OpenAI({ ...shared, baseURL: server.baseUrl });
  // `null`, or OPENAI_BASE_URL in the environment makes the SDK throw beside an endpoint.
  return new AzureOpenAI({
    ...shared,
    endpoint: server.baseUrl,
    apiVersion: server.apiVersion,
    baseURL: null as unknown as string,
  });
}

/** The body of a call in the manner that the server takes. */
export function requestBody(
  model: string,
  temperature: number | null,
  envelope: Envelope,
  cap: number,
  manner: Manner,
): OpenAI.Chat.ChatCompletionCreateParamsNonStreaming {
  return {
    model,
    messages: [
      { role: 'system', content: envelope.system },
      { role: 'user', content: envelope.user },
    ],
    ...(manner.temperature && temperature !== null ? { temperature } : {}),
    ...(manner.cap === 'none' ? {} : { [manner.cap]: cap }),
    ...(manner.format === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
    ...(manner.format === 'json_schema'
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'texts', strict: true, schema: { ...ANSWER_SCHEMA } },
          },
        }
      : {}),
  };
}

/** What is kept of a server's word about itself. */
const LONGEST_NAME = 200;

/**
 * Reads a chat completion by shape: compatible servers leave out what they like. `hide` takes secrets out of all that
 * is kept or shown.
 */
export function readCompletion(
  value: unknown,
  model: string,
  requestId: string | null,
  hide: (text: string, mask?: string) => string,
): Completion {
  const name = (text: string) => hide(text.slice(0, LONGEST_NAME));
  const body = (typeof value === 'object' && value !== null ? value : {}) as {
    model?: unknown;
    choices?: { message?: { content?: unknown; refusal?: unknown }; finish_reason?: unknown }[];
    usage?: Record<string, unknown> & { prompt_tokens_details?: { cached_tokens?: unknown } };
  };
  const [choice] = Array.isArray(body.choices) ? body.choices : [];
  const content = choice?.message?.content;
  const refusal = choice?.message?.refusal;
  const count = (tokens: unknown) => (typeof tokens === 'number' && tokens > 0 ? tokens : 0);
  return {
    content: typeof content === 'string' ? hide(content, SECRET_MARK) : '',
    refusal: typeof refusal === 'string' && refusal !== '' ? hide(refusal) : null,
    finishReason: typeof choice?.finish_reason === 'string' ? name(choice.finish_reason) : 'none',
    usage: {
      inputTokens: count(body.usage?.prompt_tokens),
      cachedTokens: count(body.usage?.prompt_tokens_details?.cached_tokens),
      outputTokens: count(body.usage?.completion_tokens),
    },
    answeredBy: typeof body.model === 'string' && body.model !== '' ? name(body.model) : model,
    requestId: requestId === null ? null : name(requestId),
  };
}

/** A call as the cache remembers it; without a completion one that the server refused. */
export function callRecord(
  provider: string,
  model: string,
  records: number,
  completion: Completion | undefined,
  costUsd: number | null,
): CallRecord {
  return {
    provider,
    model,
    answeredBy: completion?.answeredBy ?? model,
    requestId: completion?.requestId ?? null,
    finishReason: completion?.finishReason ?? 'refused by the server',
    records,
    inputTokens: completion?.usage.inputTokens ?? 0,
    cachedTokens: completion?.usage.cachedTokens ?? 0,
    outputTokens: completion?.usage.outputTokens ?? 0,
    costUsd,
  };
}

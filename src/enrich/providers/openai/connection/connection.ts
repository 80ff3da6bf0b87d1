import { printable } from '../../../../shared/quote.ts';
import { withoutSecrets } from '../../../../shared/secrets.ts';
import type { Server } from '../../provider.ts';
import { THOUGHT_TOKENS } from '../answer/envelope.ts';
import type { Client } from './client.ts';
import { FIRST_MANNER, type Manner } from './manner.ts';
import type { Pace } from './pace.ts';

/** A server with what this run has found out about it. */
export interface Connection {
  client: Client;
  server: Server;
  model: string;
  temperature: number | null;
  pace: Pace;
  signal: AbortSignal;
  manner: Manner;
  /** Tokens that an answer may take beside its texts: a reasoning model thinks in them. */
  thought: number;
  /** Refusals to serve for too many calls, since a call last went through. */
  throttled: number;
  /** The first wait of a back-off, in ms; it doubles. */
  backoffMs: number;
  /** The longest wait that a server may ask for, in ms; null for any. */
  maxWaitMs: number | null;
  /** How long a request may take; undefined for the usual. */
  timeoutMs?: number | undefined;
  /** Hears of every wait. */
  onWait(reason: string, ms: number): void;
  /** Takes secrets out of what a server says. */
  hide(text: string, mask?: string): string;
  /** When each request began that is under way, in ms. */
  underWay: Set<{ since: number }>;
  /** True if the server has responded in this run: a host that isn't found now may come back. */
  reached: boolean;
}

type Found = 'manner' | 'thought' | 'throttled' | 'hide' | 'underWay' | 'reached';

export function openConnection(parts: Omit<Connection, Found>): Connection {
  const { apiKey, baseUrl } = parts.server;
  const env = { ...process.env, OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl };
  return {
    ...parts,
    ...{ manner: FIRST_MANNER, thought: THOUGHT_TOKENS.first, throttled: 0 },
    hide: (text, mask) => printable(withoutSecrets(text, env, mask)),
    underWay: new Set(),
    reached: false,
  };
}

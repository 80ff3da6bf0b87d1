import type { Cache } from '../cache/cache.ts';
import type { Tally } from '../cost.ts';
import type { IndustryTexts } from '../industry.ts';
import type { TextRequest } from '../request.ts';
import type { TextJob } from '../text-job.ts';
import type { TextStatus } from '../text-status.ts';
import type { ModelOptions, ModelRun } from '../write/write-by-model.ts';

/** What can write the texts of a run. */
export type Provider = LocalProvider | ModelProvider;

/** Writes each text from its own facts alone: no key, no calls, and nothing to cache. */
export interface LocalProvider {
  is: 'local';
  /** Returns the text, or '' if there are no words for such a field. */
  write(request: TextRequest, industry: IndustryTexts): string | Promise<string>;
}

/** Has a model on a server write; what it writes is cached by its prompt. */
export interface ModelProvider {
  is: 'model';
  /** The server as the environment names it. Nothing is loaded or called for it. */
  serverOf(env: Env): Server;
  /** Has the texts written that the cache lacks, and those that become ready by that. */
  write(missing: MissingTexts): Promise<ModelRun>;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** A server that has a model, as the environment names it. */
export interface Server {
  /** The provider's name, which is part of each cache key. */
  kind: string;
  /** undefined if none is set: needed at the first miss only. */
  apiKey: string | undefined;
  /** True if calls can be made without a key, as to a server of one's own. */
  keyless: boolean;
  /** undefined means the provider's own. */
  baseUrl: string | undefined;
  /** Of Azure's older API, which names its version in each call; undefined for its `/openai/v1` and all others. */
  apiVersion: string | undefined;
  /** The host, for messages. */
  where: string;
  /** The variables that the address and the key come from. */
  urlName: string;
  keyName: string;
}

/** The texts of a run that the cache lacks, and what it takes to have them written. */
export interface MissingTexts {
  status: TextStatus;
  cache: Cache;
  server: Server;
  options: ModelOptions;
  misses: readonly TextJob[];
  /** Settles what has become ready, and returns what the cache lacks of it. */
  missed(): TextJob[];
  counts: { hits: number };
  tally: Tally;
}

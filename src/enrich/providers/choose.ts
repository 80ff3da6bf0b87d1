import { serverMeant } from './openai/server.ts';
import type { Env, Server } from './provider.ts';
import { loadProvider, type ProviderName } from './registry.ts';

/** A provider by name, or `auto`: a model's if its key is set, else what needs none. */
export type AskedProvider = 'auto' | ProviderName;

/** No model, by name or because no key is set for the server that `auto` would have asked. */
export interface LocalChoice {
  is: 'local';
  name: ProviderName;
  byName: boolean;
  /** Whose texts the cache may have. */
  server: Server;
}

export type Choice = LocalChoice | { is: 'model'; server: Server };

/** The provider that is meant. */
export async function chooseProvider(asked: AskedProvider, env: Env): Promise<Choice> {
  const meant = serverMeant(env);
  if (asked === 'auto')
    return meant.apiKey
      ? { is: 'model', server: meant }
      : { is: 'local', name: 'offline', byName: false, server: meant };
  const provider = await loadProvider(asked);
  if (provider.is === 'model') return { is: 'model', server: provider.serverOf(env) };
  return { is: 'local', name: asked, byName: true, server: meant };
}

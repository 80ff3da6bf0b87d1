import type { ModelProvider, Provider } from './provider.ts';

interface ProviderEntry {
  /** Loaded when it is first needed: help and completion only read names. */
  load(): Promise<{ default: Provider }>;
  /** The flag that chooses it in place of a model's own calls; `--provider` doesn't take its name. */
  flag?: string;
}

/** Every provider by its name, which `--provider` takes. */
const providers = {
  openai: { load: () => import('./openai/openai.ts') },
  azure: { load: () => import('./openai/azure.ts') },
  'openai-batch': { load: () => import('./openai-batch/openai-batch.ts'), flag: '--batch' },
  offline: { load: () => import('./offline/offline.ts') },
} satisfies Record<string, ProviderEntry>;

type Providers = typeof providers;

/** A name that `--provider` takes. */
export type ProviderName = {
  [Name in keyof Providers]: Providers[Name] extends { flag: string } ? never : Name;
}[keyof Providers];

export const PROVIDER_NAMES = Object.entries<ProviderEntry>(providers)
  .filter(([, { flag }]) => flag === undefined)
  .map(([name]) => name) as ProviderName[];

export async function loadProvider(name: keyof Providers): Promise<Provider> {
  return (await providers[name].load()).default;
}

/** The model's provider of a name that a cache or a server has; undefined if there is none. */
export async function modelProvider(name: string): Promise<ModelProvider | undefined> {
  if (!Object.hasOwn(providers, name)) return undefined;
  const provider = await loadProvider(name as keyof Providers);
  return provider.is === 'model' ? provider : undefined;
}

import type { Loader } from './loader.ts';
import { sfBulk } from './sf-bulk/sf-bulk.ts';

/** Every loader by its name, which journals keep. */
const loaders = {
  'sf-bulk': sfBulk,
} satisfies Record<string, Loader>;

export type LoaderName = keyof typeof loaders;

export const DEFAULT_LOADER: LoaderName = 'sf-bulk';

export function loaderNamed(name: LoaderName): Loader {
  return loaders[name];
}

/** The loader that made a submission. Journals of earlier versions don't name it: there was one. */
export function loaderOf({ loader = DEFAULT_LOADER }: { loader?: string }): Loader | undefined {
  return Object.hasOwn(loaders, loader) ? loaders[loader as LoaderName] : undefined;
}

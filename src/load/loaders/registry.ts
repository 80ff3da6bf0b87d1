import type { Way } from '../../org/session.ts';
import { api } from './api/api.ts';
import type { Loader } from './loader.ts';
import { sfBulk } from './sf-bulk/sf-bulk.ts';

/** Every loader by its name, which journals keep. */
const loaders = {
  'sf-bulk': sfBulk,
  api,
} satisfies Record<string, Loader>;

export type LoaderName = keyof typeof loaders;

/** The loader of a session. */
export const LOADER_OF = { sf: 'sf-bulk', api: 'api' } as const satisfies Record<Way, LoaderName>;

/** What sends changes by id, which `sf` has no command for. */
export const CHANGES: LoaderName = 'api';

const FIRST_LOADER: LoaderName = 'sf-bulk';

export function loaderNamed(name: LoaderName): Loader {
  return loaders[name];
}

/** The loader that made a submission. Journals of earlier versions don't name it: there was one. */
export function loaderOf({ loader = FIRST_LOADER }: { loader?: string | undefined }): Loader | undefined {
  return Object.hasOwn(loaders, loader) ? loaders[loader as LoaderName] : undefined;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/schema.ts';
import { identityOf } from '../../dataset/identity.ts';
import { isPrefix, prefixOf } from '../../dataset/prefix.ts';
import { readStage } from '../../dataset/read.ts';
import { UserError } from '../../shared/errors.ts';
import { datagen } from '../../shared/shell-words.ts';

/** A prefix that ends where a key's part ends, so that `TESTDATA_4` doesn't take seed 42 along; else a UserError. */
export function checkPrefix(prefix: string, own: string): string {
  if (isPrefix(prefix)) return prefix;
  const stem = prefix.trim().replace(/_+$/, '');
  const ends = ['_', `_${/\d+_$/.exec(own)?.[0]}`];
  const near = ends.map((end) => `${stem}${end}`).find((one) => stem.length > 1 && isPrefix(one)) ?? own;
  throw new UserError({
    message: `"${prefix}" isn't the beginning of a dataset's record keys.`,
    place: { file: '--prefix' },
    hint: `A prefix ends with "_", after the seed if it names a recipe. Did you mean ${near}?`,
  });
}

interface Wanted {
  config: Config;
  prefix?: string | undefined;
  dir?: string | undefined;
  seed?: string | undefined;
  recipe?: string | undefined;
  /** The folder where neither `dir` nor a flag names one. */
  default: string;
}

/** The prefix of the records to delete, and the name of the dataset that it was taken from; none if a person stated it. */
export interface ToDelete {
  prefix: string;
  dataset?: string;
}

/** The prefix whose records go: as stated, that of the dataset in a folder, or that of the configuration. */
export function prefixToDelete({ config, prefix, dir, seed, recipe, ...rest }: Wanted): ToDelete {
  const own = identityOf(config);
  if (prefix !== undefined) return { prefix: checkPrefix(prefix, prefixOf(own)) };
  if (dir !== undefined) return prefixIn(dir);
  // The dataset of a configuration may have been made with another seed: what it says of itself counts.
  const stated = seed !== undefined || recipe !== undefined;
  return (stated ? undefined : prefixFound(rest.default)) ?? { prefix: prefixOf(own), dataset: own.dataset };
}

function prefixIn(dir: string): ToDelete {
  const found = prefixFound(dir);
  if (found !== undefined) return found;
  readStage(dir, 'generated');
  throw new UserError({ message: 'No dataset found here.', place: { file: dir } });
}

function prefixFound(dir: string): ToDelete | undefined {
  const stage = (['generated', 'enriched'] as const).find((one) =>
    existsSync(join(dir, one, 'manifest.json')),
  );
  if (!stage) return undefined;
  const { manifest } = readStage(dir, stage);
  const found = prefixOf(manifest);
  if (!manifest.update) return { prefix: found, dataset: manifest.dataset };
  throw new UserError(
    {
      message: `${dir} is an update: its records are those of ${found}, all of which would be deleted.`,
      place: { file: join(dir, stage, 'manifest.json') },
      hint: 'Use `--prefix` to delete them.',
    },
    { next: datagen('cleanup', '--prefix', found) },
  );
}

import { dirname } from 'node:path';
import type { Config } from '../config/schema.ts';
import { type Identity, identityOf } from '../dataset/identity.ts';
import { peekManifest } from '../dataset/manifest.ts';
import { keysOf } from '../dataset/prefix.ts';
import { readCsvRows } from '../plugins/dataset/csv-rows.ts';
import { keyOf } from './update.ts';

/**
 * The dataset of an update: one beside the dataset whose rows it changes, with the keys of those rows. Rows without
 * keys get keys of a dataset of the update's own recipe.
 */
export function identityOfUpdate(config: Config, file: string): Identity {
  const own = identityOf(config);
  const key = keyOf(readCsvRows(file).rows[0]);
  const keys = key === undefined ? undefined : keysOf(key);
  if (!keys?.key_prefix.startsWith(config.key_prefix)) return { ...own, dataset: `${own.dataset}-update` };
  const { key_prefix } = keys;
  const part = key_prefix.slice(config.key_prefix.length, -1).toLowerCase();
  const base = config.dataset ?? datasetBeside(file) ?? `${part || 'seed'}-${config.seed}`;
  return { ...own, dataset: `${base}-update`, key_prefix };
}

/** The name of a file's dataset, from the manifest beside it. */
function datasetBeside(file: string): string | undefined {
  const dataset = peekManifest(dirname(file))?.dataset;
  return typeof dataset === 'string' && /^\w[\w.-]*$/.test(dataset) ? dataset : undefined;
}

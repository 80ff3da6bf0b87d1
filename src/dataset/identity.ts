import type { Config } from '../config/schema.ts';
import { folderPart, keyPart, recipeName } from './recipe-name.ts';

/** What distinguishes a dataset from all others, in a folder and in an org. */
export interface Identity {
  /** Its name, which is also the name of its folder in `output/`. */
  dataset: string;
  /** The name of its recipe; undefined for the default recipe. */
  recipe: string | undefined;
  /** The beginning of its keys, up to the seed: `TESTDATA_`, `TESTDATA_MINIMAL_`. */
  key_prefix: string;
  seed: number;
}

/** The dataset of a configuration. */
export function identityOf(config: Pick<Config, 'recipe' | 'seed' | 'dataset' | 'key_prefix'>): Identity {
  const { seed } = config;
  const recipe = recipeName(config.recipe);
  return {
    dataset: config.dataset ?? (recipe === undefined ? `seed-${seed}` : `${folderPart(recipe)}-${seed}`),
    recipe,
    key_prefix: keyPrefixOf(config.key_prefix, recipe),
    seed,
  };
}

/** `TESTDATA_` for the default recipe, `TESTDATA_MINIMAL_` for any other. */
function keyPrefixOf(base: string, recipe: string | undefined): string {
  return recipe === undefined ? base : `${base}${keyPart(recipe)}_`;
}

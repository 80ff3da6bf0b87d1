/** The beginning of a dataset's keys, and its seed. A configuration lacks the recipe's part. */
export interface Keys {
  key_prefix: string;
  seed: number;
  /** Only in a configuration; `identityOf` determines the beginning of the keys. */
  generation?: never;
}

/** The beginning of all keys of a dataset: `TESTDATA_42_`, `TESTDATA_MINIMAL_42_`. */
export function prefixOf({ key_prefix, seed }: Keys): string {
  return `${key_prefix}${seed}_`;
}

// The recipe's part has no separate number between underscores, so that the first such number is the seed, and no
// dataset's prefix is the beginning of another's keys.
const START = '[A-Za-z][A-Za-z0-9]*_';
const RECIPE = '(?:[A-Z][A-Z0-9]*_)*';
const OF_KEY = new RegExp(`^(${START}${RECIPE})(\\d{1,16})_(?=[A-Za-z])`);
const OF_DATASET = new RegExp(`^${START}(?:${RECIPE}\\d{1,16}_)?$`);

/** Returns the prefix of a key's dataset; undefined if the text isn't such a key. */
export function keysOf(key: string): Keys | undefined {
  const [, key_prefix, seed] = OF_KEY.exec(key) ?? [];
  return key_prefix === undefined ? undefined : { key_prefix, seed: Number(seed) };
}

/** True if a text is the complete prefix of a dataset, or of all datasets with one `key_prefix`. */
export function isPrefix(text: string): boolean {
  return OF_DATASET.test(text);
}

/** True if a key can begin with both texts: one is the beginning of the other. */
export function mayShareKeys(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** The key of the n-th top-level row (from 0) of an object: `TESTDATA_42_A0000017`. */
export function topKey(prefix: string, code: string, number: number): string {
  return `${prefix}${code}${String(number + 1).padStart(7, '0')}`;
}

/** The key of the n-th row (from 0) of an object below another: `TESTDATA_42_A0000017_C03`. */
export function childKey(parent: string, code: string, number: number): string {
  return `${parent}_${code}${number < 9 ? `0${number + 1}` : number + 1}`;
}

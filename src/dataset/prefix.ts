/** The beginning of all keys of a data set: `TESTDATA_42_`. */
export function prefixOf(dataset: { key_prefix: string; seed: number }): string {
  return `${dataset.key_prefix}${dataset.seed}_`;
}

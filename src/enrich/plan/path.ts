import { prefixOf } from '../../dataset/prefix.ts';

/**
 * The place of a row as its key states it: the number of its top-level row from 0 and the ordinals below it,
 * `TESTDATA_42_A0000017_C03` as [16, 2]. A key of another form has the path [fallback].
 */
export function pathOf(key: string, keyPrefix: string, seed: number, fallback: number): number[] {
  const start = prefixOf({ key_prefix: keyPrefix, seed });
  const rest = key.startsWith(start) ? key.slice(start.length) : key;
  const ordinals = [...rest.matchAll(/(?:^|_)[A-Za-z]\w{0,100}?(\d+)(?=_|$)/g)].map(
    (match) => Number(match[1]) - 1,
  );
  return ordinals.length > 0 ? ordinals : [fallback];
}

/** Orders paths by their first difference, as numbers. */
export function comparePaths(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

import { KeyedDraw } from '../random/draw.ts';
import { type ColumnKey, mixed } from '../random/key.ts';
import { apportion } from './apportion.ts';

const draw = new KeyedDraw();

/**
 * Shuffles in place, keyed by a column and a hash (Fisher and Yates, 1938, in the form of Durstenfeld, "Algorithm 235:
 * Random permutation", 1964).
 */
export function shuffle<T>(items: T[], column: ColumnKey, hash: number): T[] {
  draw.point(column, hash);
  for (let i = items.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    const kept = items[i]!;
    items[i] = items[j]!;
    items[j] = kept;
  }
  return items;
}

/**
 * Value v `quotas[v]` times in an order whose every prefix is near the shares (stratified, as in quota sampling): a
 * stratum is as long as the rarest value needs to appear once, has each value as nearly by its share as it can, and is
 * shuffled by a key of its own.
 */
export function stratifiedShuffle(quotas: readonly number[], column: ColumnKey, hash: number): number[] {
  const total = quotas.reduce((a, b) => a + b, 0);
  const rarest = Math.min(...quotas.filter((quota) => quota > 0));
  const length = total > 0 ? Math.max(1, Math.round(total / rarest)) : 1;
  const order: number[] = [];
  let before = quotas.map(() => 0);
  for (let start = 0; start < total; start += length) {
    const end = Math.min(start + length, total);
    const after = end === total ? [...quotas] : apportion(end, quotas, before);
    const stratum: number[] = [];
    for (let value = 0; value < after.length; value++)
      for (let left = after[value]! - before[value]!; left > 0; left--) stratum.push(value);
    for (const value of shuffle(stratum, column, mixed(hash, start))) order.push(value);
    before = after;
  }
  return order;
}

import { sha256Bytes } from '../../random/hash.ts';

/** A number below 2^48 that depends on its key alone. */
function keyedNumber(...key: (string | number)[]): number {
  return sha256Bytes(key.join('\n')).readUIntBE(0, 6);
}

/** One of the items, chosen by key; '' of an empty list. */
export function keyedPick(items: readonly string[], ...key: (string | number)[]): string {
  return items.length > 0 ? items[keyedNumber(...key) % items.length]! : '';
}

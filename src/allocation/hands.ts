import { KeyedDraw } from '../random/draw.ts';
import { type ColumnKey, mixed } from '../random/key.ts';
import { apportion } from './apportion.ts';

const draw = new KeyedDraw();

/** Shuffles in place, keyed by a column and a hash (Fisher and Yates, in Durstenfeld's form). */
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
 * Deals a deck that holds `quotas[v]` cards of value v, hand by hand: a hand is as large as the rarest value needs to
 * appear once, each hand holds the shares as nearly as it can, and is shuffled by its own key. So every prefix of the
 * deck is near its shares.
 */
export function dealHands(quotas: readonly number[], column: ColumnKey, deck: number): number[] {
  const cards = quotas.reduce((a, b) => a + b, 0);
  const rarest = Math.min(...quotas.filter((quota) => quota > 0));
  const hand = cards > 0 ? Math.max(1, Math.round(cards / rarest)) : 1;
  const dealt: number[] = [];
  let before = quotas.map(() => 0);
  for (let start = 0; start < cards; start += hand) {
    const end = Math.min(start + hand, cards);
    const after = end === cards ? [...quotas] : apportion(end, quotas, before);
    const cardsOfHand = after.flatMap((count, value) => Array<number>(count - before[value]!).fill(value));
    dealt.push(...shuffle(cardsOfHand, column, mixed(deck, start)));
    before = after;
  }
  return dealt;
}

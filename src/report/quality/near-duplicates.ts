import { ngrams, wordsOf } from './words.ts';

/** From this Jaccard similarity of their three-word runs on, two texts count as near duplicates. */
const THRESHOLD = 0.6;

/**
 * How many texts are a near duplicate of an earlier one. Only texts that share one of their rarest runs are compared:
 * two sets of similarity t must meet within their first |set| - ceil(t |set|) + 1 elements in any common order
 * (prefix filtering; Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins", 2006).
 */
export function nearDuplicates(texts: readonly string[]): number {
  const sets = texts.map((text) => new Set(ngrams(wordsOf(text), 3)));
  const holders = new Map<string, number>();
  for (const set of sets) for (const gram of set) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  const rarestFirst = (one: string, other: string): number =>
    holders.get(one)! - holders.get(other)! || (one < other ? -1 : 1);

  const index = new Map<string, number[]>();
  let found = 0;
  for (const [place, set] of sets.entries()) {
    const length = set.size === 0 ? 0 : set.size - Math.ceil(THRESHOLD * set.size) + 1;
    const prefix = [...set].sort(rarestFirst).slice(0, length);
    const candidates = new Set(prefix.flatMap((gram) => index.get(gram) ?? []));
    if ([...candidates].some((other) => similarity(set, sets[other]!) >= THRESHOLD)) found++;
    for (const gram of prefix) {
      const places = index.get(gram);
      if (places) places.push(place);
      else index.set(gram, [place]);
    }
  }
  return found;
}

function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const gram of one) if (other.has(gram)) common++;
  return common / (one.size + other.size - common);
}

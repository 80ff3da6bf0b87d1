import { gzipSync } from 'node:zlib';
import { ngrams, wordsOf } from './words.ts';

/** The share of four-word runs, each place counted, that occur in two or more of the texts. */
export function sharedFourGrams(texts: readonly string[]): number {
  const perText = texts.map((text) => ngrams(wordsOf(text), 4));
  const holders = new Map<string, number>();
  for (const grams of perText)
    for (const gram of new Set(grams)) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  const all = perText.flat();
  return share(all.filter((gram) => holders.get(gram)! > 1).length, all.length);
}

/** How many times smaller gzip makes the joined texts. */
export function gzipRatio(texts: readonly string[]): number {
  const joined = Buffer.from(texts.join('\n'));
  return joined.length === 0 ? 1 : joined.length / gzipSync(joined, { level: 9 }).length;
}

/** Different two-word runs over all two-word runs of the texts. */
export function distinctTwo(texts: readonly string[]): number {
  const pairs = texts.flatMap((text) => ngrams(wordsOf(text), 2));
  return pairs.length === 0 ? 1 : new Set(pairs).size / pairs.length;
}

/** Different first three words over the number of texts. */
export function distinctOpenings(texts: readonly string[]): number {
  const openings = texts.map((text) => wordsOf(text).slice(0, 3).join(' '));
  return openings.length === 0 ? 1 : new Set(openings).size / openings.length;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

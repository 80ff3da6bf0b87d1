import { gzipSync } from 'node:zlib';
import { ngrams, wordsIn } from './words.ts';

/** The share of four-word sequences, each occurrence counted, that occur in two or more of the texts. */
export function sharedFourGrams(texts: readonly string[]): number {
  const perText = texts.map((text) => ngrams(wordsIn(text), 4));
  const holders = new Map<string, number>();
  for (const grams of perText)
    for (const gram of new Set(grams)) holders.set(gram, (holders.get(gram) ?? 0) + 1);
  const all = perText.flat();
  return share(all.filter((gram) => holders.get(gram)! > 1).length, all.length);
}

/** The gzip compression ratio of the joined texts. */
export function gzipRatio(texts: readonly string[]): number {
  const joined = Buffer.from(texts.join('\n'));
  return joined.length === 0 ? 1 : joined.length / gzipSync(joined, { level: 9 }).length;
}

/** Distinct two-word sequences divided by all two-word sequences of the texts. */
export function distinctTwo(texts: readonly string[]): number {
  const pairs = texts.flatMap((text) => ngrams(wordsIn(text), 2));
  return pairs.length === 0 ? 1 : new Set(pairs).size / pairs.length;
}

/** Distinct first three words divided by the number of texts. */
export function distinctOpenings(texts: readonly string[]): number {
  const openings = texts.map((text) => wordsIn(text).slice(0, 3).join(' '));
  return openings.length === 0 ? 1 : new Set(openings).size / openings.length;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** The share of texts that repeat an earlier one, apart from case and spaces. */
export function exactDuplicates(texts: readonly string[]): number {
  if (texts.length === 0) return 0;
  return 1 - new Set(texts.map(normal)).size / texts.length;
}

/** The number of texts that repeat an earlier one of their own account. */
export function duplicatesWithinAccount(records: readonly { account: string; text: string }[]): number {
  return records.length - new Set(records.map(({ account, text }) => `${account}\n${normal(text)}`)).size;
}

function normal(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** The minimum Jaccard similarity of three-word sequences at which two texts count as near duplicates. */
const THRESHOLD = 0.6;

/**
 * The number of texts that are a near duplicate of an earlier one. Only texts that share one of their rarest
 * sequences are compared: two sets of similarity t must meet within their first |set| - ceil(t |set|) + 1 elements in
 * any common order (prefix filtering; Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins",
 * 2006).
 */
export function nearDuplicates(texts: readonly string[]): number {
  const sets = texts.map((text) => new Set(ngrams(wordsIn(text), 3)));
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

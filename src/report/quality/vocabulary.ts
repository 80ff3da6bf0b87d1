import type { QualityRecord } from './types.ts';
import { wordsOf } from './words.ts';

/**
 * How many times more frequent the words of a record's own industry are than those of another one, on average over
 * the other industries; undefined where there is but one industry.
 */
export function vocabularyLift(records: readonly QualityRecord[]): number | undefined {
  const judged = records.filter(({ industry, vocabulary }) => vocabulary[industry]);
  const industries = [...new Set(judged.map(({ industry }) => industry))];
  if (industries.length < 2) return undefined;
  const patterns = new Map(industries.map((name) => [name, pattern(judged[0]!.vocabulary[name]!)]));
  let own = 0;
  let others = 0;
  for (const { text, industry } of judged) {
    const words = ` ${wordsOf(text).join(' ')} `;
    for (const [name, words_] of patterns) {
      const hits = words.match(words_)?.length ?? 0;
      if (name === industry) own += hits;
      else others += hits / (industries.length - 1);
    }
  }
  return others === 0 ? (own === 0 ? 0 : Number.POSITIVE_INFINITY) : own / others;
}

function pattern(vocabulary: readonly string[]): RegExp {
  const entries = vocabulary
    .map((entry) => wordsOf(entry).join(' '))
    .sort((one, other) => other.length - one.length);
  return new RegExp(`(?<= )(?:${entries.join('|')})(?= )`, 'g');
}

import type { QualityRecord } from './types.ts';
import { wordsIn } from './words.ts';

/** Replaces the record's own names, so that a template with different names doesn't count as variety. */
const MASK = 'Xname';

/** The text with the record's own names masked, longer names first. */
export function maskNames(text: string, own: readonly string[]): string {
  const names = own.filter(Boolean).sort((one, other) => other.length - one.length);
  if (names.length === 0) return text;
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.map(literal).join('|')})(?![\\p{L}\\p{N}])`, 'gu'),
    MASK,
  );
}

function literal(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The share of records whose text names their account or one of its people. */
export function ownNamed(records: readonly QualityRecord[]): number {
  if (records.length === 0) return 1;
  return records.filter(({ text, own }) => maskNames(text, own) !== text).length / records.length;
}

/** The number of texts that name another company of the dataset. */
export function othersNamed(records: readonly QualityRecord[]): number {
  const byList = groupListsByFirstWord(records);
  return records.filter(({ text, own, companies }) => {
    const byWord = byList.get(companies)!;
    return wordsIn(text).some((word) =>
      byWord
        .get(word)
        ?.some((name) => !own.includes(name) && text.includes(name) && !hidden(name, own, text)),
    );
  }).length;
}

/** Companies by their first word, so that a text is compared with a few and not with all. */
function groupListsByFirstWord(
  records: readonly QualityRecord[],
): Map<readonly string[], Map<string, string[]>> {
  const lists = new Set(records.map(({ companies }) => companies));
  return new Map([...lists].map((list) => [list, Map.groupBy(list, (name) => wordsIn(name)[0] ?? '')]));
}

/** "Cedar Vale" isn't named by a text about its own "Cedar Vale Mutual". */
function hidden(name: string, own: readonly string[], text: string): boolean {
  const rest = own.filter((one) => one.includes(name)).reduce((left, one) => left.replaceAll(one, ''), text);
  return !rest.includes(name);
}

/**
 * How many times more frequent the words of a record's own industry are than those of another one, averaged over the
 * other industries; undefined if there is only one industry.
 */
export function vocabularyLift(records: readonly QualityRecord[]): number | undefined {
  const judged = records.filter(({ industry, vocabulary }) => vocabulary[industry]);
  const industries = [...new Set(judged.map(({ industry }) => industry))];
  if (industries.length < 2) return undefined;
  const patterns = new Map(industries.map((name) => [name, pattern(judged[0]!.vocabulary[name]!)]));
  let own = 0;
  let others = 0;
  for (const { text, industry } of judged) {
    const words = ` ${wordsIn(text).join(' ')} `;
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
    .map((entry) => wordsIn(entry).join(' '))
    .sort((one, other) => other.length - one.length);
  return new RegExp(`(?<= )(?:${entries.join('|')})(?= )`, 'g');
}

import { groupBy } from './group-by.ts';
import { maskNames } from './mask-names.ts';
import type { QualityRecord } from './types.ts';
import { wordsOf } from './words.ts';

/** The share of records whose text names their own account or one of their people. */
export function ownNamed(records: readonly QualityRecord[]): number {
  if (records.length === 0) return 1;
  return records.filter(({ text, own }) => maskNames(text, own) !== text).length / records.length;
}

/** How many texts name a company of the data set that is not their own. */
export function othersNamed(records: readonly QualityRecord[]): number {
  const byList = groupListsByFirstWord(records);
  return records.filter(({ text, own, companies }) => {
    const byWord = byList.get(companies)!;
    return wordsOf(text).some((word) =>
      byWord
        .get(word)
        ?.some((name) => !own.includes(name) && text.includes(name) && !hidden(name, own, text)),
    );
  }).length;
}

/** Each list of companies by their first word, so that a text is compared with a handful and not with all. */
function groupListsByFirstWord(
  records: readonly QualityRecord[],
): Map<readonly string[], Map<string, string[]>> {
  const lists = new Set(records.map(({ companies }) => companies));
  return new Map([...lists].map((list) => [list, groupBy(list, (name) => wordsOf(name)[0] ?? '')]));
}

/** "Cedar Vale" is not named by a text about its own "Cedar Vale Mutual". */
function hidden(name: string, own: readonly string[], text: string): boolean {
  const rest = own.filter((one) => one.includes(name)).reduce((left, one) => left.replaceAll(one, ''), text);
  return !rest.includes(name);
}

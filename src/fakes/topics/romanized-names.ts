import { PyTuple } from '../../python/tuple.ts';
import type { Draw } from '../../random/draw.ts';
import { plain, plainWith, wordOf } from '../define.ts';
import type { Fake, Topic } from '../fake.ts';
import { FAMILY, type JapaneseName, MEN, PINYIN, WADE_GILES, WOMEN } from '../tables/romanized-names.ts';

const PEOPLE = [...WOMEN, ...MEN];

const KANA = 1;
const LATIN = 2;

const part = (list: readonly JapaneseName[], index: typeof KANA | typeof LATIN): Fake => {
  const words = [...new Set(list.map((name) => name[index]))];
  return wordOf(() => words);
};

const pair = (list: readonly JapaneseName[]): Fake =>
  plain('tuple', ({ draw }) => new PyTuple(draw.pick(list)));

/** In kana the family comes first, in Latin letters last. */
const whole = (list: readonly JapaneseName[], index: typeof KANA | typeof LATIN): Fake =>
  plain('text', ({ draw }) => {
    const family = draw.pick(FAMILY)[index];
    const first = draw.pick(list)[index];
    return index === KANA ? `${family} ${first}` : `${first} ${family}`;
  });

/** How Japanese names are read, for fields of furigana and the like. */
export const JAPANESE: Topic = {
  kana: plain('text', ({ draw }) =>
    draw.pick([
      ...'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん',
    ]),
  ),
  first_kana_name: part(PEOPLE, KANA),
  first_kana_name_female: part(WOMEN, KANA),
  first_kana_name_male: part(MEN, KANA),
  last_kana_name: part(FAMILY, KANA),
  kana_name: whole(PEOPLE, KANA),
  kana_name_female: whole(WOMEN, KANA),
  kana_name_male: whole(MEN, KANA),
  first_romanized_name: part(PEOPLE, LATIN),
  first_romanized_name_female: part(WOMEN, LATIN),
  first_romanized_name_male: part(MEN, LATIN),
  last_romanized_name: part(FAMILY, LATIN),
  romanized_name: whole(PEOPLE, LATIN),
  romanized_name_female: whole(WOMEN, LATIN),
  romanized_name_male: whole(MEN, LATIN),
  first_name_pair: pair(PEOPLE),
  first_name_female_pair: pair(WOMEN),
  first_name_male_pair: pair(MEN),
  last_name_pair: pair(FAMILY),
  chome: numbered(1, 42, '丁目'),
  ban: numbered(1, 27, '番'),
  gou: numbered(1, 20, '号'),
};

function numbered(from: number, to: number, unit: string): Fake {
  return plainWith('text', {}, ({ draw }) => `${from + draw.below(to - from + 1)}${unit}`);
}

/** Chinese names in Latin letters: on the mainland the family comes last, on Taiwan first. */
function chinese({ family, women, men }: typeof PINYIN, familyFirst: boolean): Topic {
  const of = (list: readonly string[]) => wordOf(() => list);
  const both = [...new Set([...women, ...men])];
  const wholeOf = (list: readonly string[]) =>
    plain('text', ({ draw }: { draw: Draw }) => {
      const [first, last] = [draw.pick(list), draw.pick(family)];
      return familyFirst ? `${last} ${first}` : `${first} ${last}`;
    });
  return {
    first_romanized_name: of(both),
    first_romanized_name_female: of(women),
    first_romanized_name_male: of(men),
    last_romanized_name: of(family),
    romanized_name: wholeOf(both),
    romanized_name_female: wholeOf(women),
    romanized_name_male: wholeOf(men),
  };
}

export const MANDARIN: Topic = chinese(PINYIN, false);
export const TAIWANESE: Topic = chinese(WADE_GILES, true);

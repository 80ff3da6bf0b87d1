import { text as textOf } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asItems } from '../arguments.ts';
import { ABSENT, localizedWith } from '../define.ts';
import { about, sample, times } from '../draws.ts';
import type { Locale, Topic } from '../fake.ts';
import { WORDS } from '../tables/words.ts';

/** Words, sentences, paragraphs, and texts; Python's Faker has English ones in English locales, Latin in some others. */
export const LOREM = {
  word: {
    ...localizedWith('text', { part_of_speech: ABSENT, ext_word_list: ABSENT }, (locale) => {
      const words = loremWords(locale);
      return ({ draw }, { part_of_speech, ext_word_list }) =>
        draw.pick(chosen(locale, words, ext_word_list, part_of_speech));
    }),
    pool: loremWords,
  },
  words: localizedWith(
    'list',
    { nb: 3, ext_word_list: ABSENT, part_of_speech: ABSENT, unique: false },
    (locale) =>
      ({ draw }, { nb, ext_word_list, part_of_speech, unique }) => {
        const words = chosen(locale, loremWords(locale), ext_word_list, part_of_speech);
        if (unique && nb > words.length)
          throw argumentError('words', 'nb', `must not exceed the ${words.length} words there are`, nb);
        return unique ? sample(draw, words, nb) : times(nb, () => draw.pick(words));
      },
  ),
  get_words_list: localizedWith(
    'list',
    { part_of_speech: ABSENT, ext_word_list: ABSENT },
    (locale) =>
      (_, { part_of_speech, ext_word_list }) => [
        ...new Set(chosen(locale, loremWords(locale), ext_word_list, part_of_speech)),
      ],
  ),
  sentence: localizedWith(
    'text',
    { nb_words: 6, variable_nb_words: true, ext_word_list: ABSENT },
    (locale) => {
      const words = loremWords(locale);
      return ({ draw }, { nb_words, variable_nb_words, ext_word_list }) =>
        sentence(
          draw,
          chosen(locale, words, ext_word_list),
          variable_nb_words ? about(draw, nb_words) : nb_words,
        );
    },
  ),
  sentences: localizedWith(
    'list',
    { nb: 3, ext_word_list: ABSENT },
    (locale) =>
      ({ draw }, { nb, ext_word_list }) => {
        const words = chosen(locale, loremWords(locale), ext_word_list);
        return times(nb, () => sentence(draw, words, about(draw, 6)));
      },
  ),
  paragraph: localizedWith(
    'text',
    { nb_sentences: 3, variable_nb_sentences: true, ext_word_list: ABSENT },
    (locale) => {
      const words = loremWords(locale);
      return ({ draw }, { nb_sentences, variable_nb_sentences, ext_word_list }) =>
        paragraph(
          draw,
          chosen(locale, words, ext_word_list),
          variable_nb_sentences ? about(draw, nb_sentences) : nb_sentences,
        );
    },
  ),
  paragraphs: localizedWith(
    'list',
    { nb: 3, ext_word_list: ABSENT },
    (locale) =>
      ({ draw }, { nb, ext_word_list }) => {
        const words = chosen(locale, loremWords(locale), ext_word_list);
        return times(nb, () => paragraph(draw, words, about(draw, 3)));
      },
  ),
  text: localizedWith('text', { max_nb_chars: 200, ext_word_list: ABSENT }, (locale) => {
    const words = loremWords(locale);
    return ({ draw }, { max_nb_chars, ext_word_list }) =>
      text(draw, chosen(locale, words, ext_word_list), max_nb_chars);
  }),
  texts: localizedWith(
    'list',
    { nb_texts: 3, max_nb_chars: 200, ext_word_list: ABSENT },
    (locale) =>
      ({ draw }, { nb_texts, max_nb_chars, ext_word_list }) => {
        const words = chosen(locale, loremWords(locale), ext_word_list);
        return times(nb_texts, () => text(draw, words, max_nb_chars));
      },
  ),
} satisfies Topic;

export function loremWords(locale: Locale): readonly string[] {
  return locale.owns('lorem', 'word') ? locale.words('lorem', 'word') : WORDS;
}

function chosen(
  locale: Locale,
  words: readonly string[],
  own: Value,
  partOfSpeech: Value = null,
): readonly string[] {
  const given = asItems(own);
  if (given && given.length > 0) return given.map(textOf);
  if (partOfSpeech === null) return words;
  const part = textOf(partOfSpeech);
  if (!PARTS_OF_SPEECH.includes(part))
    throw argumentError('word', 'part_of_speech', `must be one of ${PARTS_OF_SPEECH.join(', ')}`, part);
  return locale.words('word', part);
}

const PARTS_OF_SPEECH = ['adjective', 'adverb', 'conjunction', 'interjection', 'noun', 'preposition', 'verb'];

function sentence(draw: Draw, words: readonly string[], count: number): string {
  let text = '';
  for (let n = 0; n < count; n++) text += n === 0 ? capital(draw.pick(words)) : ` ${draw.pick(words)}`;
  return text === '' ? '' : `${text}.`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function paragraph(draw: Draw, words: readonly string[], count: number): string {
  let text = '';
  for (let n = 0; n < count; n++) text += (n === 0 ? '' : ' ') + sentence(draw, words, about(draw, 6));
  return text;
}

/** Words, sentences, or paragraphs, whichever fill `limit` characters best, and never more. */
function text(draw: Draw, words: readonly string[], limit: number): string {
  if (limit < 5) throw argumentError('text', 'max_nb_chars', 'must be 5 or more', limit);
  if (limit < 25) {
    // As many words as fit; a single one that doesn't fit is cut, so that there's always one.
    let line = capital(draw.pick(words)).slice(0, limit - 1);
    for (let next = draw.pick(words); line.length + next.length + 2 <= limit; next = draw.pick(words))
      line += ` ${next}`;
    return `${line}.`;
  }
  let filled = '';
  for (;;) {
    const next = sentence(draw, words, about(draw, 6));
    // Python's paragraphs begin a new line.
    const gap = filled === '' ? '' : limit >= 100 && draw.below(4) === 0 ? '\n' : ' ';
    if (filled.length + gap.length + next.length > limit)
      return filled === '' ? `${next.slice(0, limit - 1).trimEnd()}.` : filled;
    filled += gap + next;
  }
}

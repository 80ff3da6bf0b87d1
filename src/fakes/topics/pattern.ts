import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asItems, asNumber } from '../arguments.ts';
import { ABSENT, localizedWith, plain, plainWith } from '../define.ts';
import {
  between,
  bothify,
  LETTERS,
  LOWER,
  lexify,
  numerify,
  randomCharacters,
  sample,
  times,
  UPPER,
} from '../draws.ts';
import type { FakeCall, Locale, Topic } from '../fake.ts';

const LETTER_LIST: readonly Value[] = ['a', 'b', 'c'];

/** Patterns to fill, letters, and choices from a list. */
export const PATTERN = {
  numerify: plainWith('text', { text: '###' }, ({ draw }, { text }) => numerify(draw, text)),
  lexify: plainWith('text', { text: '????', letters: LETTERS }, ({ draw }, { text, letters }) =>
    lexify(draw, text, letters),
  ),
  bothify: plainWith('text', { text: '## ??', letters: LETTERS }, ({ draw }, { text, letters }) =>
    bothify(draw, text, letters),
  ),
  hexify: plainWith('text', { text: '^^^^', upper: false }, ({ draw }, { text, upper }) => {
    const digits = upper ? '0123456789ABCDEF' : '0123456789abcdef';
    return text.replaceAll('^', () => digits[draw.below(16)]!);
  }),
  pystr: plainWith('text', { min_chars: ABSENT, max_chars: 20, prefix: '', suffix: '' }, ({ draw }, args) => {
    const shortest = args.min_chars === null ? args.max_chars : (asNumber(args.min_chars) ?? 0);
    if (shortest > args.max_chars)
      throw argumentError('pystr', 'max_chars', `must not be below min_chars, ${shortest}`, args.max_chars);
    return (
      args.prefix + randomCharacters(draw, LETTERS, between(draw, shortest, args.max_chars)) + args.suffix
    );
  }),
  pystr_format: localizedWith(
    'text',
    { string_format: '?#-###{{random_int}}{{random_letter}}', letters: LETTERS },
    (locale) => (call, args) => bothify(call.draw, filled(locale, call, args.string_format), args.letters),
  ),
  random_letter: plain('text', ({ draw }) => randomCharacters(draw, LETTERS, 1)),
  random_lowercase_letter: plain('text', ({ draw }) => randomCharacters(draw, LOWER, 1)),
  random_uppercase_letter: plain('text', ({ draw }) => randomCharacters(draw, UPPER, 1)),
  random_letters: plainWith('list', { length: 16 }, ({ draw }, { length }) =>
    times(length, () => randomCharacters(draw, LETTERS, 1)),
  ),
  random_element: plainWith('any', { elements: ABSENT }, ({ draw }, { elements }) =>
    draw.pick(listOf('random_element', elements)),
  ),
  random_elements: plainWith(
    'list',
    { elements: ABSENT, length: ABSENT, unique: false, use_weighting: ABSENT },
    ({ draw }, args) => several(draw, 'random_elements', args.elements, args.length, args.unique),
  ),
  random_choices: plainWith('list', { elements: ABSENT, length: ABSENT }, ({ draw }, args) =>
    several(draw, 'random_choices', args.elements, args.length, false),
  ),
  random_sample: plainWith('list', { elements: ABSENT, length: ABSENT }, ({ draw }, args) =>
    several(draw, 'random_sample', args.elements, args.length, true),
  ),
  password: plainWith(
    'text',
    { length: 10, special_chars: true, digits: true, upper_case: true, lower_case: true },
    ({ draw }, { length, ...wanted }) => {
      const kinds = PASSWORD_KINDS.filter(([kind]) => wanted[kind]).map(([, alphabet]) => alphabet);
      if (kinds.length === 0)
        throw argumentError('password', 'lower_case', 'must be true if no other is', false);
      if (length < kinds.length)
        throw argumentError(
          'password',
          'length',
          `must have room for ${kinds.length} kinds of characters`,
          length,
        );
      const required = kinds.map((alphabet) => randomCharacters(draw, alphabet, 1));
      const rest = [...randomCharacters(draw, kinds.join(''), length - kinds.length)];
      return sample(draw, [...required, ...rest], length).join('');
    },
  ),
} satisfies Topic;

const PASSWORD_KINDS = [
  ['special_chars', '!@#$%^&*()_+'],
  ['digits', '0123456789'],
  ['upper_case', UPPER],
  ['lower_case', LOWER],
] as const;

function several(draw: Draw, name: string, elements: Value, length: Value, unique: boolean): Value[] {
  const list = listOf(name, elements);
  const count = asNumber(length) ?? between(draw, 1, list.length);
  if (!unique) return times(count, () => draw.pick(list));
  if (count > list.length)
    throw argumentError(name, 'length', `must not exceed the ${list.length} elements there are`, length);
  return sample(draw, list, count);
}

/** The elements to choose from: a list, or the letters of a text. */
function listOf(name: string, elements: Value): readonly Value[] {
  if (elements === null) return LETTER_LIST;
  const list = asItems(elements) ?? [...text(elements)];
  if (list.length === 0) throw argumentError(name, 'elements', 'must hold something', elements);
  return list;
}

/** A text with a fake in place of each `{{name}}`. */
export function filled(locale: Locale, call: FakeCall, pattern: string): string {
  return pattern.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => text(locale.use(name)(call)));
}

import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, itemsOf, localizedWith, numberOf, plain } from './definition.ts';
import { between, sample, times } from './draws.ts';
import { filled } from './filled.ts';
import { bothify, characters, LETTERS, LOWER, lexify, numerify, UPPER } from './numerify.ts';

const LETTER_LIST: readonly Value[] = ['a', 'b', 'c'];

/** Patterns to be filled, letters, and choices of a list. */
export const PATTERN: Record<string, Definition> = {
  numerify: fake('text', { text: '###' }, ({ draw }, { text }) => numerify(draw, text)),
  lexify: fake('text', { text: '????', letters: LETTERS }, ({ draw }, { text, letters }) =>
    lexify(draw, text, letters),
  ),
  bothify: fake('text', { text: '## ??', letters: LETTERS }, ({ draw }, { text, letters }) =>
    bothify(draw, text, letters),
  ),
  hexify: fake('text', { text: '^^^^', upper: false }, ({ draw }, { text, upper }) => {
    const digits = upper ? '0123456789ABCDEF' : '0123456789abcdef';
    return text.replaceAll('^', () => digits[draw.below(16)]!);
  }),
  pystr: fake('text', { min_chars: ABSENT, max_chars: 20, prefix: '', suffix: '' }, ({ draw }, args) => {
    const shortest = args.min_chars === null ? args.max_chars : (numberOf(args.min_chars) ?? 0);
    if (shortest > args.max_chars)
      throw argumentError('pystr', 'max_chars', `must not be below min_chars, ${shortest}`, args.max_chars);
    return args.prefix + characters(draw, LETTERS, between(draw, shortest, args.max_chars)) + args.suffix;
  }),
  pystr_format: localizedWith(
    'text',
    { string_format: '?#-###{{random_int}}{{random_letter}}', letters: LETTERS },
    (locale) => (call, args) => bothify(call.draw, filled(locale, call, args.string_format), args.letters),
  ),
  random_letter: plain('text', ({ draw }) => characters(draw, LETTERS, 1)),
  random_lowercase_letter: plain('text', ({ draw }) => characters(draw, LOWER, 1)),
  random_uppercase_letter: plain('text', ({ draw }) => characters(draw, UPPER, 1)),
  random_letters: fake('list', { length: 16 }, ({ draw }, { length }) =>
    times(length, () => characters(draw, LETTERS, 1)),
  ),
  random_element: fake('any', { elements: ABSENT }, ({ draw }, { elements }) =>
    draw.pick(listOf('random_element', elements)),
  ),
  random_elements: fake(
    'list',
    { elements: ABSENT, length: ABSENT, unique: false, use_weighting: ABSENT },
    ({ draw }, args) => several(draw, 'random_elements', args.elements, args.length, args.unique),
  ),
  random_choices: fake('list', { elements: ABSENT, length: ABSENT }, ({ draw }, args) =>
    several(draw, 'random_choices', args.elements, args.length, false),
  ),
  random_sample: fake('list', { elements: ABSENT, length: ABSENT }, ({ draw }, args) =>
    several(draw, 'random_sample', args.elements, args.length, true),
  ),
  password: fake(
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
      const required = kinds.map((alphabet) => characters(draw, alphabet, 1));
      const rest = [...characters(draw, kinds.join(''), length - kinds.length)];
      return sample(draw, [...required, ...rest], length).join('');
    },
  ),
};

const PASSWORD_KINDS = [
  ['special_chars', '!@#$%^&*()_+'],
  ['digits', '0123456789'],
  ['upper_case', UPPER],
  ['lower_case', LOWER],
] as const;

function several(draw: Draw, name: string, elements: Value, length: Value, unique: boolean): Value[] {
  const list = listOf(name, elements);
  const count = numberOf(length) ?? between(draw, 1, list.length);
  if (!unique) return times(count, () => draw.pick(list));
  if (count > list.length)
    throw argumentError(name, 'length', `must not exceed the ${list.length} elements there are`, length);
  return sample(draw, list, count);
}

/** The elements to choose from: a list, or the letters of a text. */
function listOf(name: string, elements: Value): readonly Value[] {
  if (elements === null) return LETTER_LIST;
  const list = itemsOf(elements) ?? [...text(elements)];
  if (list.length === 0) throw argumentError(name, 'elements', 'must hold something', elements);
  return list;
}

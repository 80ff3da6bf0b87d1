import { PyDict } from '../../python/dict.ts';
import { percentFormat } from '../../python/percent-format.ts';
import { characters, integer } from '../../python/sequence.ts';
import { checkSize, joined, limitedText } from '../../python/size.ts';
import { capitalize, center, trim } from '../../python/string-methods.ts';
import { replace } from '../../python/string-parts.ts';
import { text, truthy } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Filter } from '../environment.ts';
import { filter } from './filter.ts';
import { wrap } from './wrap.ts';

/** Jinja's filters that return text. */
export const TEXT_FILTERS: (readonly [string, Filter])[] = [
  filter('string', [], text),
  filter('safe', [], (value) => value),
  filter('upper', [], (value) => limitedText(text(value).toUpperCase())),
  filter('lower', [], (value) => text(value).toLowerCase()),
  filter('capitalize', [], (value) => capitalize(text(value))),
  filter('title', [], (value) => title(text(value))),
  filter('trim', ['chars'], (value, chars) =>
    trim(text(value), chars === undefined || chars === null ? undefined : text(chars), true, true),
  ),
  filter('center', ['width'], (value, width = 80) => center(text(value), limited(width))),
  filter(
    'replace',
    ['old', 'new', 'count'],
    (value, from, to, count) =>
      replace(
        text(value),
        text(from!),
        text(to!),
        count === undefined || count === null ? -1 : integer(count, 'count'),
      ),
    2,
  ),
  filter(
    'truncate',
    ['length', 'killwords', 'end', 'leeway'],
    (value, length = 255, kill = false, end = '...', leeway) =>
      truncate(text(value), integer(length, 'length'), truthy(kill), text(end), leeway ?? 5),
  ),
  filter('indent', ['width', 'first', 'blank'], (value, width = 4, first = false, blank = false) =>
    indent(
      text(value),
      typeof width === 'string' ? width : ' '.repeat(limited(width)),
      truthy(first),
      truthy(blank),
    ),
  ),
  filter(
    'wordwrap',
    ['width', 'break_long_words', 'wrapstring', 'break_on_hyphens'],
    (value, width = 79, breaksWords = true, wrapString = '\n', breaksHyphens = true) =>
      wrap(
        text(value),
        integer(width, 'width'),
        truthy(breaksWords),
        truthy(breaksHyphens),
        text(wrapString ?? '\n'),
      ),
  ),
  filter('wordcount', [], (value) => text(value).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0),
  ['format', (value, positional, keyword) => limitedText(formatted(text(value), positional, keyword))],
];

/** Jinja's title case, which keeps an apostrophe inside its word, unlike `str.title()`. */
function title(value: string): string {
  return value
    .split(/([-\s({[<]+)/)
    .map((word) => {
      const [first = '', ...rest] = characters(word);
      return first.toUpperCase() + rest.join('').toLowerCase();
    })
    .join('');
}

function limited(width: Value): number {
  const size = Math.max(0, integer(width, 'width'));
  checkSize(size);
  return size;
}

function truncate(value: string, length: number, killsWords: boolean, end: string, leeway: Value): string {
  const letters = characters(value);
  const tail = characters(end).length;
  if (length < tail) throw new FormulaError(`truncate expected length >= ${tail}, got ${length}.`);
  if (letters.length <= length + integer(leeway, 'leeway')) return value;
  const cut = letters.slice(0, length - tail).join('');
  return (killsWords ? cut : cut.replace(/ [^ ]*$/, '')) + end;
}

function indent(value: string, margin: string, isFirst: boolean, isBlank: boolean): string {
  const [head = '', ...rest] = value.replaceAll('\r\n', '\n').split('\n');
  function* lines(): Iterable<string> {
    yield isFirst ? margin + head : head;
    for (const line of rest) yield line !== '' || isBlank ? margin + line : line;
  }
  return joined(lines(), '\n');
}

function formatted(template: string, positional: Value[], keyword: Record<string, Value>): string {
  const named = Object.entries(keyword);
  if (named.length > 0 && positional.length > 0)
    throw new FormulaError('format takes positional or keyword arguments, not both.');
  return percentFormat(template, named.length > 0 ? new PyDict(named) : new PyTuple(positional));
}

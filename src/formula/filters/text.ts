import { PyDict } from '../../python/dict.ts';
import { characters, integer, textLength } from '../../python/sequence.ts';
import { checkSize, joined, limitedText } from '../../python/size.ts';
import { percentFormat } from '../../python/strings/percent-format.ts';
import { capitalize, center, trim } from '../../python/strings/string-methods.ts';
import { replace } from '../../python/strings/string-parts.ts';
import { text, truthy } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Filter } from '../environment.ts';
import { filter } from './filter.ts';

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

/** Wraps text greedily to lines of at most `width` characters, as Python's textwrap does; keeps line breaks. */
function wrap(
  text: string,
  width: number,
  breaksWords: boolean,
  breaksHyphens: boolean,
  separator: string,
): string {
  if (width < 1) throw new FormulaError('wordwrap takes a width of at least 1.');
  function* lines(): Iterable<string> {
    for (const line of text.split(/\r\n|\r|\n/)) {
      const wrapped = wrapLine(chunksOf(line, breaksHyphens), width, breaksWords);
      yield* wrapped.length > 0 ? wrapped : [''];
    }
  }
  return joined(lines(), separator);
}

/** Words, the spaces between them, and the parts of hyphenated words. */
function chunksOf(line: string, breaksHyphens: boolean): string[] {
  return line
    .split(/(\s+)/)
    .flatMap((chunk) => (breaksHyphens ? chunk.split(/(?<=[\p{L}_]-)(?=[\p{L}_])/u) : [chunk]))
    .filter((chunk) => chunk !== '')
    .reverse();
}

function wrapLine(stack: string[], width: number, breaksWords: boolean): string[] {
  const lines: string[] = [];
  while (stack.length > 0) {
    if (lines.length > 0 && stack.at(-1)!.trim() === '') stack.pop();
    const line: string[] = [];
    let length = 0;
    while (stack.length > 0 && length + textLength(stack.at(-1)!) <= width) {
      const chunk = stack.pop()!;
      line.push(chunk);
      length += textLength(chunk);
    }
    if (stack.length > 0 && textLength(stack.at(-1)!) > width) {
      const letters = [...stack.pop()!];
      const room = breaksWords ? Math.max(1, width - length) : line.length === 0 ? letters.length : 0;
      if (room > 0) line.push(letters.slice(0, room).join(''));
      // Cuts the rest of a long word into full lines in one pass.
      const rest: string[] = [];
      const step = breaksWords ? width : letters.length;
      for (let at = room; at < letters.length; at += step) rest.push(letters.slice(at, at + step).join(''));
      for (const piece of rest.reverse()) stack.push(piece);
    }
    if (line.length > 0 && line.at(-1)!.trim() === '') line.pop();
    if (line.length > 0) lines.push(line.join(''));
  }
  return lines;
}

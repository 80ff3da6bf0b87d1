import { FormulaError } from '../../shared/formula-error.ts';
import { bind } from '../function.ts';
import { characters, integer, itemsOf, textLength } from '../sequence.ts';
import { checkSize, limitedText, SIZE_LIMIT } from '../size.ts';
import { truthy } from '../text.ts';
import { PyTuple } from '../tuple.ts';
import { type Method, type PyType, pyType, typeName } from '../type.ts';
import type { Value } from '../value.ts';
import { stringFormat } from './string-format.ts';
import { find, join, occurrences, partition, replace, split, splitLines } from './string-parts.ts';

/** The methods of Python's `str` except `format`; none depends on the machine's locale. */
const METHODS: Record<string, Method<string>> = {
  upper: (self) => limitedText(self.toUpperCase()),
  lower: (self) => self.toLowerCase(),
  casefold: (self) => self.toLowerCase().replaceAll('ß', 'ss'),
  capitalize: (self) => capitalize(self),
  title: (self) => titleCase(self),
  swapcase: (self) =>
    self.replaceAll(/\p{L}/gu, (letter) =>
      letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
    ),
  strip: trimming('strip', true, true),
  lstrip: trimming('lstrip', true, false),
  rstrip: trimming('rstrip', false, true),
  removeprefix: (self, [prefix]) =>
    self.startsWith(text(prefix, 'prefix')) ? self.slice(text(prefix, 'prefix').length) : self,
  removesuffix: (self, [suffix]) =>
    text(suffix, 'suffix') !== '' && self.endsWith(text(suffix, 'suffix'))
      ? self.slice(0, -text(suffix, 'suffix').length)
      : self,
  split: splitting('split', false),
  rsplit: splitting('rsplit', true),
  splitlines: (self, positional, keyword) =>
    splitLines(self, truthy(bind('splitlines', ['keepends'], positional, keyword)[0] ?? false)),
  partition: (self, [separator]) => new PyTuple(partition(self, text(separator, 'separator'), false)),
  rpartition: (self, [separator]) => new PyTuple(partition(self, text(separator, 'separator'), true)),
  join: (self, [items]) => join(self, itemsOf(items ?? null)),
  replace: (self, positional, keyword) => {
    const [from, to, count] = bind('replace', ['old', 'new', 'count'], positional, keyword, 2);
    return replace(
      self,
      text(from, 'old'),
      text(to, 'new'),
      count === undefined ? -1 : integer(count, 'count'),
    );
  },
  startswith: (self, [wanted]) => someText(wanted, (prefix) => self.startsWith(prefix)),
  endswith: (self, [wanted]) => someText(wanted, (suffix) => self.endsWith(suffix)),
  find: (self, [wanted, ...range]) => find(self, text(wanted, 'sub'), range, false),
  rfind: (self, [wanted, ...range]) => find(self, text(wanted, 'sub'), range, true),
  index: (self, [wanted, ...range]) => found(find(self, text(wanted, 'sub'), range, false)),
  rindex: (self, [wanted, ...range]) => found(find(self, text(wanted, 'sub'), range, true)),
  count: (self, [wanted, ...range]) => occurrences(self, text(wanted, 'sub'), range),
  zfill: (self, [width]) => zeroFill(self, size(width)),
  ljust: (self, [width, fill]) => self + padding(self, size(width), fill),
  rjust: (self, [width, fill]) => padding(self, size(width), fill) + self,
  center: (self, [width, fill]) => center(self, size(width), fill),
  expandtabs: (self, [width]) => expandTabs(self, width === undefined ? 8 : size(width)),
  isdigit: (self) => /^[\p{Nd}²³¹⁰-⁹₀-₉]+$/u.test(self),
  isdecimal: (self) => /^\p{Nd}+$/u.test(self),
  isnumeric: (self) => /^\p{N}+$/u.test(self),
  isalpha: (self) => /^\p{L}+$/u.test(self),
  isalnum: (self) => /^[\p{L}\p{N}]+$/u.test(self),
  isspace: (self) => /^\s+$/.test(self),
  isupper: (self) => /\p{Lu}/u.test(self) && !/\p{Ll}/u.test(self),
  islower: (self) => /\p{Ll}/u.test(self) && !/\p{Lu}/u.test(self),
  istitle: (self) => /\p{Lu}/u.test(self) && titleCase(self) === self,
  isascii: (self) => !/[^\0-\x7f]/.test(self),
  isidentifier: (self) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(self),
};

/** Python's `str`. `attribute` reads what a format string names, as in `'{0.Name}'.format(Parent)`. */
export function stringType(attribute: (value: Value, name: string) => Value): PyType {
  return pyType(
    'str',
    {},
    {
      ...METHODS,
      format: (self: string, positional, keyword) =>
        limitedText(stringFormat(self, positional, keyword, attribute)),
    },
  );
}

export function capitalize(self: string): string {
  const [first = '', ...rest] = characters(self);
  return first.toUpperCase() + rest.join('').toLowerCase();
}

/** Python's `str.title()`: every run of letters begins with a capital, so `they're` becomes `They'Re`. */
function titleCase(self: string): string {
  return self.replaceAll(/\p{L}+/gu, capitalize);
}

function text(value: Value | undefined, what: string): string {
  if (typeof value !== 'string')
    throw new FormulaError(
      `${what} must be a string; got ${value === undefined ? 'nothing' : typeName(value)}.`,
    );
  return value;
}

function size(value: Value | undefined): number {
  const width = integer(value, 'The width');
  checkSize(width);
  return width;
}

function trimming(name: string, atStart: boolean, atEnd: boolean): Method<string> {
  return (self, positional, keyword) => {
    const [chars] = bind(name, ['chars'], positional, keyword);
    return trim(
      self,
      chars === undefined || chars === null ? undefined : text(chars, 'chars'),
      atStart,
      atEnd,
    );
  };
}

/** Strips the given characters (by default, white space) from both ends. */
export function trim(self: string, chars: string | undefined, atStart: boolean, atEnd: boolean): string {
  const dropped = chars === undefined ? undefined : new Set(chars.split(''));
  const isDropped = (character: string) => (dropped ? dropped.has(character) : /\s/.test(character));
  let from = 0;
  let to = self.length;
  while (atStart && from < to && isDropped(self[from]!)) from++;
  while (atEnd && to > from && isDropped(self[to - 1]!)) to--;
  return self.slice(from, to);
}

function splitting(name: string, fromEnd: boolean): Method<string> {
  return (self, positional, keyword) => {
    const [separator, limit] = bind(name, ['sep', 'maxsplit'], positional, keyword);
    const by = separator === undefined || separator === null ? undefined : text(separator, 'sep');
    return split(self, by, limit === undefined ? -1 : integer(limit, 'maxsplit'), fromEnd);
  };
}

function someText(wanted: Value | undefined, test: (text: string) => boolean): boolean {
  if (wanted instanceof PyTuple) return wanted.items.some((one) => test(text(one, 'prefix')));
  return test(text(wanted, 'prefix'));
}

function found(index: number): number {
  if (index < 0) throw new FormulaError('substring not found.');
  return index;
}

function padding(self: string, width: number, fill: Value | undefined): string {
  const filler = fill === undefined ? ' ' : text(fill, 'fillchar');
  if (textLength(filler) !== 1) throw new FormulaError('The fill must be exactly one character.');
  return filler.repeat(Math.max(0, width - textLength(self)));
}

/** For an odd width, CPython puts the extra space on the left, otherwise on the right. */
export function center(self: string, width: number, fill?: Value): string {
  const blanks = characters(padding(self, width, fill));
  const left = Math.floor(blanks.length / 2) + (blanks.length & width & 1);
  return blanks.slice(0, left).join('') + self + blanks.slice(left).join('');
}

function zeroFill(self: string, width: number): string {
  const sign = /^[+-]/.exec(self)?.[0] ?? '';
  return sign + padding(self, width, '0') + self.slice(sign.length);
}

function expandTabs(self: string, width: number): string {
  let column = 0;
  let result = '';
  for (const character of self) {
    const piece = character === '\t' ? ' '.repeat(width > 0 ? width - (column % width) : 0) : character;
    column = character === '\n' || character === '\r' ? 0 : column + piece.length;
    result += piece;
    if (result.length > SIZE_LIMIT) checkSize(result.length);
  }
  return limitedText(result);
}

import fc from 'fast-check';
import { KEYS, WORDS } from './words.ts';

/** One change of a text; `at` and `other` are fractions of it, of 65,536. */
interface Step {
  how: (typeof HOWS)[number];
  at: number;
  other: number;
  size: number;
  word: string;
}

const HOWS = [
  ...[
    'word in',
    'word over',
    'value over',
    'key over',
    'cut',
    'double',
    'swap lines',
    'drop line',
    'double line',
  ],
  ...['indent', 'outdent', 'byte', 'repeat line', 'splice', 'number', 'truncate'],
] as const;

const FRACTION = 65_536;

const step: fc.Arbitrary<Step> = fc.record({
  how: fc.constantFrom(...HOWS),
  at: fc.nat(FRACTION - 1),
  other: fc.nat(FRACTION - 1),
  size: fc.nat(40),
  word: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 2, arbitrary: fc.constantFrom(...KEYS) },
    { weight: 1, arbitrary: fc.string({ maxLength: 6, unit: 'binary' }) },
  ),
});

/** A text of the list with a few changes, as bytes in Latin-1: each char code is one byte of UTF-8. */
export function mutated(corpus: readonly string[]): fc.Arbitrary<string> {
  const bytes = corpus.map((text) => Buffer.from(text, 'utf8').toString('latin1'));
  return fc
    .tuple(fc.nat(bytes.length - 1), fc.array(step, { minLength: 1, maxLength: 5 }))
    .map(([entry, steps]) => steps.reduce((text, one) => apply(text, one, bytes), bytes[entry]!));
}

function apply(text: string, { how, at, other, size, word }: Step, corpus: readonly string[]): string {
  const place = Math.floor((at / FRACTION) * (text.length + 1));
  const put = Buffer.from(word, 'utf8').toString('latin1');
  const splice = (from: number, length: number, by: string) =>
    text.slice(0, from) + by + text.slice(from + length);
  const lines = text.split('\n');
  const line = Math.floor((at / FRACTION) * lines.length);
  const another = Math.floor((other / FRACTION) * lines.length);
  const onLine = (change: (line: string) => string[]) =>
    lines.toSpliced(line, 1, ...change(lines[line]!)).join('\n');
  switch (how) {
    case 'word in':
      return splice(place, 0, put);
    case 'word over':
      return splice(place, size, put);
    case 'value over':
      return onLine((old) => [old.replace(/([:,=]\s*)[^:,=]*$/, (_, sign) => sign + put)]);
    case 'key over':
      return onLine((old) => [old.replace(/[\w.]+(?=\s*[:,])/, () => put)]);
    case 'cut':
      return splice(place, size, '');
    case 'double':
      return splice(place, 0, text.slice(place, place + size));
    case 'swap lines':
      return lines.with(line, lines[another]!).with(another, lines[line]!).join('\n');
    case 'drop line':
      return onLine(() => []);
    case 'double line':
      return onLine((old) => [old, old]);
    case 'indent':
      return onLine((old) => [' '.repeat((size % 5) + 1) + old]);
    case 'outdent':
      return onLine((old) => [old.replace(/^ {1,4}/, '')]);
    case 'byte':
      return splice(place, 1, String.fromCharCode(other % 256));
    case 'repeat line':
      return onLine((old) => Array.from({ length: size ** 2 + 2 }, () => old));
    case 'splice': {
      const from = corpus[other % corpus.length]!;
      const start = Math.floor((other / FRACTION) * from.length);
      return splice(place, size, from.slice(start, start + size * 8));
    }
    case 'number':
      return text.replace(/\d+(?!.*\d)/, () => put);
    case 'truncate':
      return text.slice(0, place);
  }
}

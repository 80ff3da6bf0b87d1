import { PyDict } from '../../python/dict.ts';
import { isFloat, numberOf } from '../../python/numbers/float.ts';
import { itemsOf } from '../../python/sequence.ts';
import { bounded, joined, limitedText } from '../../python/size.ts';
import { lazily, text, truthy } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Filter } from '../environment.ts';
import { filter } from './filter.ts';

/** Jinja's filters for HTML, URLs, and JSON. */
export const MARKUP_FILTERS: (readonly [string, Filter])[] = [
  filter('escape', [], (value) => limitedText(escapeHtml(text(value)))),
  filter('e', [], (value) => escapeHtml(text(value))),
  filter('forceescape', [], (value) => escapeHtml(text(value))),
  filter('striptags', [], (value) => stripTags(text(value))),
  filter('urlencode', [], urlEncode),
  filter('tojson', ['indent'], (value, indent) => htmlSafe(json(value, indent))),
  filter('xmlattr', ['autospace'], (value, autospace = true) => xmlAttributes(value, truthy(autospace))),
];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&#39;',
  '"': '&#34;',
};
const CHARACTERS = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>'"]/g, (character) => ENTITIES[character]!);
}

/** Removes comments and tags; one that is never closed stays. */
function withoutTags(value: string): string {
  let kept = '';
  let at = 0;
  // Searches only once for a missing end, so that run time stays linear.
  let [tags, comments] = [true, true];
  for (let start = value.indexOf('<'); start >= 0; start = value.indexOf('<', Math.max(at, start + 1))) {
    const isComment = comments && value.startsWith('<!--', start);
    const end = isComment ? value.indexOf('-->', start) : -1;
    if (isComment && end < 0) comments = false;
    const close = end >= 0 ? end + 3 : tags ? value.indexOf('>', start) + 1 : 0;
    if (close <= 0) {
      tags = false;
      continue;
    }
    kept += value.slice(at, start);
    at = close;
  }
  return kept + value.slice(at);
}

function stripTags(value: string): string {
  const words = withoutTags(value).split(/\s+/).filter(Boolean);
  return words.join(' ').replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (!decimal && !hex) return CHARACTERS.get(name) ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\ufffd';
  });
}

function urlEncode(value: Value): string {
  if (
    typeof value === 'string' ||
    value === null ||
    typeof value !== 'object' ||
    ('pyText' in value && !value.pyItems)
  )
    return quote(text(value)).replaceAll('%2F', '/');
  const pairs = value instanceof PyDict ? value.entries() : itemsOf(value).map((pair) => itemsOf(pair));
  const part = (item: Value | undefined) => quote(text(item ?? null)).replaceAll('%20', '+');
  return pairs.map(([key, item]) => `${part(key)}=${part(item)}`).join('&');
}

function quote(value: string): string {
  return encodeURIComponent(value.replaceAll(/\p{Cs}/gu, '\ufffd')).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** As in Jinja, escapes what could end a script element. */
function htmlSafe(value: string): string {
  return value.replaceAll(/[<>&']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

function xmlAttributes(value: Value, spaces: boolean): string {
  if (!(value instanceof PyDict)) throw new FormulaError('xmlattr takes a dict.');
  const parts = value.entries().flatMap(([key, item]) => {
    if (item === null) return [];
    const name = text(key);
    if (/[\s/>=]/.test(name)) throw new FormulaError(`Invalid character in attribute name: '${name}'.`);
    return [`${escapeHtml(name)}="${escapeHtml(text(item))}"`];
  });
  return parts.length > 0 && spaces ? ` ${parts.join(' ')}` : parts.join(' ');
}

/** Python's `json.dumps(value, sort_keys=True)`: ASCII only, with a space after `,` and `:`. */
function json(value: Value, indent?: Value): string {
  const width =
    typeof indent === 'string'
      ? indent
      : ' '.repeat(Math.max(0, Math.min(Math.trunc(numberOf(indent ?? 0) ?? 0) || 0, 20)));
  const isPretty = indent !== undefined && indent !== null;
  const block = <T>(items: readonly T[], shown: (item: T) => string, brackets: string, margin: string) => {
    const [open, close] = [brackets[0]!, brackets[1]!];
    if (items.length === 0) return open + close;
    const inner = margin + width;
    return bounded(items.length, () =>
      isPretty
        ? joined(lazily(items, shown), `,\n${inner}`, `${open}\n${inner}`, `\n${margin}${close}`)
        : joined(lazily(items, shown), ', ', open, close),
    );
  };
  const write = (item: Value, margin: string): string => {
    if (item === null) return 'null';
    if (typeof item === 'string') return quoted(item);
    if (typeof item === 'boolean') return String(item);
    if (numberOf(item) !== undefined || isFloat(item)) return text(item);
    const items = Array.isArray(item) ? item : item instanceof PyTuple ? item.items : undefined;
    if (items) return block(items, (one) => write(one, margin + width), '[]', margin);
    if (item instanceof PyDict) {
      const entries = item.entries().sort(([a], [b]) => (text(a) < text(b) ? -1 : 1));
      const shown = ([key, one]: readonly [Value, Value]) =>
        `${quoted(text(key))}: ${write(one, margin + width)}`;
      return block(entries, shown, '{}', margin);
    }
    throw new FormulaError(`Object of type ${typeName(item)} is not JSON serializable.`);
  };
  return write(value, '');
}

function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asItems, asNumber } from '../arguments.ts';
import { gs1, isbn10 } from '../check-digits.ts';
import { ABSENT, localized, localizedWith, plainWith } from '../define.ts';
import { between, randomCharacters } from '../draws.ts';
import type { Locale, Topic } from '../fake.ts';
import { GS1_PREFIXES, NORTH_AMERICA, PUBLISHERS } from '../tables/barcodes.ts';

/** Barcodes and book numbers with valid check digits. */
export const BARCODE = {
  ean: plainWith('text', { length: 13, prefixes: ABSENT }, ({ draw }, { length, prefixes }) =>
    ean(draw, eanLength('ean', length), prefixOf(draw, prefixes)),
  ),
  ean8: plainWith('text', { prefixes: ABSENT }, ({ draw }, { prefixes }) =>
    ean(draw, 8, prefixOf(draw, prefixes)),
  ),
  ean13: plainWith(
    'text',
    { prefixes: ABSENT, leading_zero: ABSENT },
    ({ draw }, { prefixes, leading_zero }) => {
      if (prefixes !== null || leading_zero === null) return ean(draw, 13, prefixOf(draw, prefixes));
      return ean(draw, 13, leading_zero === true ? '0' : String(between(draw, 1, 9)));
    },
  ),
  localized_ean: localizedWith(
    'text',
    { length: 13 },
    (locale) =>
      ({ draw }, { length }) =>
        ean(draw, eanLength('localized_ean', length), localPrefix(draw, locale)),
  ),
  localized_ean8: localized(
    'text',
    (locale) =>
      ({ draw }) =>
        ean(draw, 8, localPrefix(draw, locale)),
  ),
  localized_ean13: localized(
    'text',
    (locale) =>
      ({ draw }) =>
        ean(draw, 13, localPrefix(draw, locale)),
  ),
  upc_a: plainWith(
    'text',
    { upc_ae_mode: false, base: ABSENT, number_system_digit: ABSENT },
    ({ draw }, { upc_ae_mode, base, number_system_digit }) =>
      upc_ae_mode ? upcAE(draw, base, number_system_digit).a : ean(draw, 13, '0').slice(1),
  ),
  upc_e: plainWith(
    'text',
    { base: ABSENT, number_system_digit: ABSENT, safe_mode: true },
    ({ draw }, { base, number_system_digit }) => upcAE(draw, base, number_system_digit).e,
  ),
  isbn10: plainWith('text', { separator: '-' }, ({ draw }, { separator }) => {
    const parts = book(draw);
    return [...parts, isbn10(parts.join(''))].join(separator);
  }),
  isbn13: plainWith('text', { separator: '-' }, ({ draw }, { separator }) => {
    const parts = ['978', ...book(draw)];
    return [...parts, gs1(parts.join(''))].join(separator);
  }),
  sbn9: plainWith('text', { separator: '-' }, ({ draw }, { separator }) => {
    const [, ...parts] = book(draw, '0');
    return [...parts, isbn10(`0${parts.join('')}`)].join(separator);
  }),
} satisfies Topic;

function ean(draw: Draw, length: number, prefix: string): string {
  const body = prefix + randomCharacters(draw, '0123456789', length - 1 - prefix.length);
  return body + gs1(body);
}

function eanLength(name: string, length: number): number {
  if (length === 8 || length === 13) return length;
  throw argumentError(name, 'length', 'must be 8 or 13', length);
}

function prefixOf(draw: Draw, prefixes: Value): string {
  if (prefixes === null) return '';
  const given = asItems(prefixes) ?? [prefixes];
  const prefix = given.length === 0 ? '' : draw.pick(given);
  return (asItems(prefix) ?? [prefix]).map(text).join('');
}

/** The prefixes that GS1 assigns in a country. */
function localPrefix(draw: Draw, locale: Locale): string {
  const [from, to] = GS1_PREFIXES[locale.country.code] ?? NORTH_AMERICA;
  return String(between(draw, from, to)).padStart(3, '0');
}

/** A barcode that exists in the long form A and, its zeros left out, in the short form E. */
function upcAE(draw: Draw, base: Value, system: Value): { a: string; e: string } {
  const given = base === null ? '' : text(base);
  const six = /^\d{6}$/.test(given) ? given : randomCharacters(draw, '0123456789', 6);
  const wanted = asNumber(system);
  const digit = wanted === 0 || wanted === 1 ? wanted : draw.below(2);
  const last = Number(six[5]);
  // The last digit says where the zeros were.
  const body =
    last <= 2
      ? `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`
      : last <= 4
        ? `${six.slice(0, last)}00000${six.slice(last, 5)}`
        : `${six.slice(0, 5)}0000${last}`;
  const check = gs1(`${digit}${body}`);
  return { a: `${digit}${body}${check}`, e: `${digit}${six}${check}` };
}

/** Group, publisher and title of an English book; how long the publisher's part is depends on its first digits. */
function book(draw: Draw, only?: '0'): string[] {
  const group = only ?? draw.pick(['0', '1'] as const);
  const digits = randomCharacters(draw, '0123456789', 8);
  const [, length] = PUBLISHERS[group].find(([last]) => digits.slice(0, 7) <= last)!;
  return [group, digits.slice(0, length), digits.slice(length)];
}

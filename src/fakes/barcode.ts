import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import { gs1 } from './check-digits.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, itemsOf, localized, localizedWith, numberOf } from './definition.ts';
import { between } from './draws.ts';
import type { Locale } from './locale.ts';
import { characters } from './numerify.ts';

/** Barcodes with right check digits. */
export const BARCODE: Record<string, Definition> = {
  ean: fake('text', { length: 13, prefixes: ABSENT }, ({ draw }, { length, prefixes }) =>
    ean(draw, eanLength('ean', length), prefixOf(draw, prefixes)),
  ),
  ean8: fake('text', { prefixes: ABSENT }, ({ draw }, { prefixes }) =>
    ean(draw, 8, prefixOf(draw, prefixes)),
  ),
  ean13: fake('text', { prefixes: ABSENT, leading_zero: ABSENT }, ({ draw }, { prefixes, leading_zero }) => {
    if (prefixes !== null || leading_zero === null) return ean(draw, 13, prefixOf(draw, prefixes));
    return ean(draw, 13, leading_zero === true ? '0' : String(between(draw, 1, 9)));
  }),
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
  upc_a: fake(
    'text',
    { upc_ae_mode: false, base: ABSENT, number_system_digit: ABSENT },
    ({ draw }, { upc_ae_mode, base, number_system_digit }) =>
      upc_ae_mode ? upcAE(draw, base, number_system_digit).a : ean(draw, 13, '0').slice(1),
  ),
  upc_e: fake(
    'text',
    { base: ABSENT, number_system_digit: ABSENT, safe_mode: true },
    ({ draw }, { base, number_system_digit }) => upcAE(draw, base, number_system_digit).e,
  ),
};

function ean(draw: Draw, length: number, prefix: string): string {
  const body = prefix + characters(draw, '0123456789', length - 1 - prefix.length);
  return body + gs1(body);
}

function eanLength(name: string, length: number): number {
  if (length === 8 || length === 13) return length;
  throw argumentError(name, 'length', 'must be 8 or 13', length);
}

function prefixOf(draw: Draw, prefixes: Value): string {
  if (prefixes === null) return '';
  const given = itemsOf(prefixes) ?? [prefixes];
  const prefix = given.length === 0 ? '' : draw.pick(given);
  return (itemsOf(prefix) ?? [prefix]).map(text).join('');
}

/** The prefixes that GS1 gives out in a country. */
function localPrefix(draw: Draw, locale: Locale): string {
  const [from, to] = GS1_PREFIXES[locale.country.code] ?? NORTH_AMERICA;
  return String(between(draw, from, to)).padStart(3, '0');
}

const NORTH_AMERICA = [0, 139] as const;
const GS1_PREFIXES: Readonly<Record<string, readonly [number, number]>> = {
  FR: [300, 379],
  DE: [400, 440],
  JP: [450, 459],
  RU: [460, 469],
  TW: [471, 471],
  LV: [475, 475],
  UA: [482, 482],
  GB: [500, 509],
  GR: [520, 521],
  BE: [540, 549],
  DK: [570, 579],
  PT: [560, 560],
  PL: [590, 590],
  RO: [594, 594],
  HU: [599, 599],
  FI: [640, 649],
  CN: [690, 699],
  NO: [700, 709],
  IL: [729, 729],
  SE: [730, 739],
  MX: [750, 750],
  CH: [760, 769],
  AR: [778, 779],
  CL: [780, 780],
  BR: [789, 790],
  IT: [800, 839],
  ES: [840, 849],
  SK: [858, 858],
  CZ: [859, 859],
  TR: [868, 869],
  NL: [870, 879],
  KR: [880, 880],
  TH: [885, 885],
  IN: [890, 890],
  VN: [893, 893],
  AT: [900, 919],
  AU: [930, 939],
  NZ: [940, 949],
};

/** A barcode that exists in the long form A and, its zeros left out, in the short form E. */
function upcAE(draw: Draw, base: Value, system: Value): { a: string; e: string } {
  const given = base === null ? '' : text(base);
  const six = /^\d{6}$/.test(given) ? given : characters(draw, '0123456789', 6);
  const wanted = numberOf(system);
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

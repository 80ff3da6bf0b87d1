import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import { aba } from './check-digits.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, localized, localizedWith, numberOf, plain } from './definition.ts';
import { between } from './draws.ts';
import type { Locale } from './locale.ts';
import { characters, UPPER } from './numerify.ts';

/** Bank accounts and codes that are right in form; countries without IBAN take British ones, as Python's Faker does. */
export const BANK: Record<string, Definition> = {
  aba: plain('text', ({ draw }) => {
    const body = String(between(draw, 1, 12)).padStart(2, '0') + characters(draw, '0123456789', 6);
    return body + aba(body);
  }),
  bank_country: localized('text', (locale) => {
    const country = ibanCountry(locale);
    return () => country;
  }),
  iban: localized('text', (locale) => {
    const country = ibanCountry(locale);
    return () => locale.faker.finance.iban({ countryCode: country });
  }),
  bban: localized('text', (locale) => {
    const country = ibanCountry(locale);
    return () => locale.faker.finance.iban({ countryCode: country }).slice(4);
  }),
  swift: localizedWith('text', { length: ABSENT, primary: false, use_dataset: false }, (locale) => {
    const country = ibanCountry(locale);
    return ({ draw }, { length, primary }) => swift(draw, country, lengthOf(draw, length), primary);
  }),
  swift8: localizedWith('text', { use_dataset: false }, (locale) => {
    const country = ibanCountry(locale);
    return ({ draw }) => swift(draw, country, 8, false);
  }),
  swift11: localizedWith('text', { primary: false, use_dataset: false }, (locale) => {
    const country = ibanCountry(locale);
    return ({ draw }, { primary }) => swift(draw, country, 11, primary);
  }),
};

function lengthOf(draw: Draw, length: Value): number {
  const wanted = length === null ? draw.pick([8, 11]) : numberOf(length);
  if (wanted === 8 || wanted === 11) return wanted;
  throw argumentError('swift', 'length', 'must be 8 or 11', length);
}

/** Bank, country, place, branch (ISO 9362). */
function swift(draw: Draw, country: string, length: number, primary: boolean): string {
  const main = characters(draw, UPPER, 4) + country + characters(draw, ALPHANUMERIC, 2);
  if (length === 8) return main;
  return main + (primary ? 'XXX' : characters(draw, ALPHANUMERIC, 3));
}

function ibanCountry(locale: Locale): string {
  return WITH_IBAN.has(locale.country.code) ? locale.country.code : 'GB';
}

const ALPHANUMERIC = `${UPPER}0123456789`;
const WITH_IBAN = new Set(
  `AE AT AZ BE BH CH CY CZ DE DK ES FI FR GB GE GR HR HU IE IL IT JO LU LV NL NO PL PS PT RO SA SE SI SK TR`.split(
    ' ',
  ),
);

import type { Draw } from '../../random/draw.ts';
import { localized, wordOf } from '../define.ts';
import { between, numerify, randomDigits } from '../draws.ts';
import type { Locale, Topic } from '../fake.ts';
import { AREA_CODES, CALLING_CODES, CANADIAN_AREA_CODES } from '../tables/phone-codes.ts';

/** Phone numbers; those of North America, Britain, and Australia are in the ranges reserved for fiction. */
export const PHONE = {
  phone_number: localized('text', (locale) => phoneOf(locale, NORTH_AMERICAN)),
  basic_phone_number: localized('text', (locale) => phoneOf(locale, BASIC)),
  cellphone_number: localized('text', (locale) => phoneOf(locale, BASIC)),
  msisdn: localized('text', (locale) => {
    const areas = areaCodes(locale);
    if (isNorthAmerican(locale)) return ({ draw }) => `1${northAmerican(draw, '^^^5550**', areas)}`;
    return ({ draw }) => randomDigits(draw, 13);
  }),
  country_calling_code: wordOf(() => CALLING_CODES),
} satisfies Topic;

function phoneOf(locale: Locale, patterns: readonly string[]): (call: { draw: Draw }) => string {
  if (isNorthAmerican(locale)) {
    const areas = areaCodes(locale);
    return ({ draw }) => northAmerican(draw, draw.pick(patterns), areas);
  }
  const fictional = FICTIONAL[locale.country.code];
  if (fictional) return ({ draw }) => numerify(draw, draw.pick(fictional));
  return () => locale.faker.phone.number({ style: 'national' });
}

function isNorthAmerican(locale: Locale): boolean {
  return locale.country.code === 'US' || locale.country.code === 'CA';
}

function areaCodes(locale: Locale): readonly string[] {
  return locale.country.code === 'CA' ? CANADIAN_AREA_CODES : AREA_CODES;
}

/** A pattern with an area code for `^^^` and, for `**`, the last digits of 555-0100 to 555-0199. */
function northAmerican(draw: Draw, pattern: string, areas: readonly string[]): string {
  return pattern
    .replace('^^^', () => draw.pick(areas))
    .replace('**', () => `1${String(between(draw, 0, 99)).padStart(2, '0')}`);
}

const NORTH_AMERICAN = ['(^^^) 555-0**', '(^^^) 555-0**', '^^^-555-0**', '^^^.555.0**', '+1-^^^-555-0**'];
const BASIC = ['(^^^)555-0**', '^^^5550**', '^^^-555-0**'];

/** Numbers that Ofcom and ACMA reserve for drama. */
const FICTIONAL: Partial<Record<string, readonly string[]>> = {
  GB: ['020 7946 0###', '07700 900###', '0113 496 0###', '0161 496 0###', '0131 496 0###'],
  AU: ['(02) 5550 ####', '(03) 7010 ####', '(07) 7010 ####', '0491 570 ###'],
};

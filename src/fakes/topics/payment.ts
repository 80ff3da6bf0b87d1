import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asNumber } from '../arguments.ts';
import { aba, luhn } from '../check-digits.ts';
import { ABSENT, localized, localizedWith, plain, plainWith } from '../define.ts';
import { between, numerify, randomCharacters, UPPER } from '../draws.ts';
import type { Fake, FakeCall, Locale, Topic } from '../fake.ts';
import { formatted, secondBetween } from '../moment.ts';

interface Card {
  name: string;
  prefixes: readonly string[];
  length: number;
  code: 'CVC' | 'CVV' | 'CID';
}

/** Bank accounts and payment cards, valid in form; countries without IBAN get British ones, as in Python's Faker. */
export const PAYMENT = {
  aba: plain('text', ({ draw }) => {
    const body = String(between(draw, 1, 12)).padStart(2, '0') + randomCharacters(draw, '0123456789', 6);
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
  credit_card_number: ofCard('credit_card_number', cardNumber),
  credit_card_provider: ofCard('credit_card_provider', (_, card) => card.name),
  credit_card_security_code: ofCard('credit_card_security_code', securityCode),
  credit_card_expire: plainWith(
    'text',
    { start: ABSENT, end: ABSENT, date_format: '%m/%y' },
    (call, { start, end, date_format }) => expiry(call, start ?? 'now', end ?? '+10y', date_format),
  ),
  credit_card_full: localizedWith('text', { card_type: ABSENT }, (locale) => {
    const first = locale.text('first_name');
    const last = locale.text('last_name');
    return (call, { card_type }) => {
      const card = cardOf(call.draw, 'credit_card_full', card_type);
      const lines = [
        card.name,
        `${first(call)} ${last(call)}`,
        `${cardNumber(call.draw, card)} ${expiry(call, 'now', '+10y', '%m/%y')}`,
        `${card.code}: ${securityCode(call.draw, card)}`,
      ];
      return `${lines.join('\n')}\n`;
    };
  }),
} satisfies Topic;

function lengthOf(draw: Draw, length: Value): number {
  const wanted = length === null ? draw.pick([8, 11]) : asNumber(length);
  if (wanted === 8 || wanted === 11) return wanted;
  throw argumentError('swift', 'length', 'must be 8 or 11', length);
}

/** Bank, country, place, branch (ISO 9362). */
function swift(draw: Draw, country: string, length: number, primary: boolean): string {
  const main = randomCharacters(draw, UPPER, 4) + country + randomCharacters(draw, ALPHANUMERIC, 2);
  if (length === 8) return main;
  return main + (primary ? 'XXX' : randomCharacters(draw, ALPHANUMERIC, 3));
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

function ofCard(name: string, make: (draw: Draw, card: Card) => string): Fake {
  return plainWith('text', { card_type: ABSENT }, ({ draw }, { card_type }) =>
    make(draw, cardOf(draw, name, card_type)),
  );
}

function cardOf(draw: Draw, name: string, type: Value): Card {
  if (type === null) return CARDS.get(draw.pick(ANY_CARD))!;
  const card = CARDS.get(text(type));
  if (card) return card;
  throw argumentError(name, 'card_type', `must be one of ${[...CARDS.keys()].join(', ')}`, type);
}

function cardNumber(draw: Draw, { prefixes, length }: Card): string {
  const prefix = numerify(draw, draw.pick(prefixes));
  const body = prefix + randomCharacters(draw, '0123456789', length - prefix.length - 1);
  return body + luhn(body);
}

function securityCode(draw: Draw, card: Card): string {
  return randomCharacters(draw, '0123456789', card.code === 'CID' ? 4 : 3);
}

function expiry(call: FakeCall, start: Value, end: Value, format: string): string {
  return formatted(secondBetween(call, 'credit_card_expire', ['start', start], ['end', end]), format);
}

const VISA = ['4'];
const JCB: Card = { name: 'JCB 16 digit', prefixes: ['35'], length: 16, code: 'CVC' };
const VISA_16: Card = { name: 'VISA 16 digit', prefixes: VISA, length: 16, code: 'CVC' };
const MAESTRO = '5018 5020 5038 56## 57## 58## 6304 6759 6761 6762 6763 0604 6390'.split(' ');
const MASTERCARD = '51 52 53 54 55 222% 223 224 225 226 227 228 229 23 24 25 26 270 271 2720'.split(' ');
const DINERS = '300 301 302 303 304 305 36 38'.split(' ');

const CARDS = new Map<string, Card>(
  Object.entries({
    maestro: { name: 'Maestro', prefixes: MAESTRO, length: 12, code: 'CVV' },
    mastercard: { name: 'Mastercard', prefixes: MASTERCARD, length: 16, code: 'CVV' },
    visa16: VISA_16,
    visa13: { name: 'VISA 13 digit', prefixes: VISA, length: 13, code: 'CVC' },
    visa19: { name: 'VISA 19 digit', prefixes: VISA, length: 19, code: 'CVC' },
    amex: { name: 'American Express', prefixes: ['34', '37'], length: 15, code: 'CID' },
    discover: { name: 'Discover', prefixes: ['6011', '65'], length: 16, code: 'CVC' },
    diners: { name: 'Diners Club / Carte Blanche', prefixes: DINERS, length: 14, code: 'CVC' },
    jcb15: { name: 'JCB 15 digit', prefixes: ['2131', '1800'], length: 15, code: 'CVC' },
    jcb16: JCB,
    visa: VISA_16,
    jcb: JCB,
  }),
);
const ANY_CARD = [...CARDS.keys()].filter((type) => type !== 'visa' && type !== 'jcb');

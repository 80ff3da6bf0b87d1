import type { Draw } from '../../random/draw.ts';
import { argumentError } from '../arguments.ts';
import { luhn } from '../check-digits.ts';
import { localized, localizedWith, plain } from '../define.ts';
import { between, bothify, times, UPPER } from '../draws.ts';
import type { Fake, Locale, Topic } from '../fake.ts';
import { EIN_PREFIXES, NATIONAL_PATTERNS, VAT_PATTERNS } from '../tables/national-numbers.ts';

/** Numbers that countries issue to people and companies: valid in form, and those of the United States in range. */
export const IDENTITY = {
  ssn: localizedWith('text', { taxpayer_identification_number_type: 'SSN' }, (locale) => {
    const pattern = nationalPattern(locale);
    return ({ draw }, { taxpayer_identification_number_type: type }) => {
      if (pattern !== undefined) return bothify(draw, pattern, UPPER);
      const make = US_NUMBERS.get(type);
      if (make) return make(draw);
      throw argumentError(
        'ssn',
        'taxpayer_identification_number_type',
        `must be one of ${[...US_NUMBERS.keys()].join(', ')}`,
        type,
      );
    };
  }),
  itin: plain('text', ({ draw }) => itin(draw)),
  ein: plain('text', ({ draw }) => ein(draw)),
  invalid_ssn: plain('text', ({ draw }) => invalidSsn(draw)),
  vat_id: localized('text', (locale) => {
    const { code } = locale.country;
    const pattern = VAT_PATTERNS[code] ?? '#########';
    return ({ draw }) => `${code === 'GR' ? 'EL' : code}${bothify(draw, pattern, UPPER)}`;
  }),
} satisfies Topic;

const US_NUMBERS = new Map<string, (draw: Draw) => string>(
  Object.entries({
    SSN: (draw: Draw) => {
      // No number begins with 000, 666 or 9.
      const area = between(draw, 1, 898);
      return numbered(area < 666 ? area : area + 1, between(draw, 1, 99), between(draw, 1, 9999));
    },
    ITIN: itin,
    EIN: ein,
    INVALID_SSN: invalidSsn,
  }),
);

function numbered(area: number, group: number, serial: number): string {
  return [pad(area, 3), pad(group, 2), pad(serial, 4)].join('-');
}

function itin(draw: Draw): string {
  return numbered(between(draw, 900, 999), draw.pick(ITIN_GROUPS), between(draw, 0, 9999));
}

function ein(draw: Draw): string {
  return `${draw.pick(EIN_PREFIXES)}-${pad(between(draw, 0, 9_999_999), 7)}`;
}

/** A group or serial of zeros, which is never issued. */
function invalidSsn(draw: Draw): string {
  const area = draw.pick([0, 666, between(draw, 1, 665)]);
  if (draw.below(2) === 0) return numbered(area, 0, between(draw, 0, 9999));
  return numbered(area, between(draw, 0, 99), 0);
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

const ITIN_GROUPS = Array.from({ length: 30 }, (_, n) => 70 + n).filter(
  (group) => group !== 89 && group !== 93,
);

function nationalPattern(locale: Locale): string | undefined {
  return locale.country.code === 'US' ? undefined : (NATIONAL_PATTERNS[locale.country.code] ?? '###########');
}

const digits = (draw: Draw, count: number): string => times(count, () => draw.below(10)).join('');

const weighted = (body: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0);

/** A digit of Brazil's register numbers: 11 less the rest, and 0 from 10 on. */
function brazilian(body: string, weights: readonly number[]): string {
  const digit = 11 - (weighted(body, weights) % 11);
  return String(digit > 9 ? 0 : digit);
}

const downFrom = (start: number, count: number) => Array.from({ length: count }, (_, i) => start - i);

function cpf(draw: Draw): string {
  const body = digits(draw, 9);
  const first = body + brazilian(body, downFrom(10, 9));
  const all = first + brazilian(first, downFrom(11, 10));
  return all.replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4');
}

const CNPJ = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

function cnpj(draw: Draw): string {
  const body = `${digits(draw, 8)}0001`;
  const first = body + brazilian(body, CNPJ);
  const all = first + brazilian(first, [6, ...CNPJ]);
  return all.replace(/(..)(...)(...)(....)(..)/, '$1.$2.$3/$4-$5');
}

function siren(draw: Draw): string {
  const body = `${1 + draw.below(9)}${digits(draw, 7)}`;
  return body + luhn(body);
}

function siret(draw: Draw): string {
  const body = `${siren(draw)}000${digits(draw, 1)}`;
  return body + luhn(body);
}

/** A Polish tax number; one whose check digit would be 10 is drawn again. */
function nip(draw: Draw): string {
  for (;;) {
    const body = `${1 + draw.below(9)}${1 + draw.below(9)}${1 + draw.below(9)}${digits(draw, 6)}`;
    const check = weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    if (check < 10) return body + check;
  }
}

const grouped = (text: string, form: RegExp, into: string): string => text.replace(form, into);

const of = (make: (draw: Draw) => string): Fake => plain('text', ({ draw }) => make(draw));

/** Numbers of people and companies with valid check digits, by the locale that has them. */
export const PERSONAL_NUMBERS: Readonly<Record<string, Topic>> = {
  pt_BR: { cpf: of(cpf), cnpj: of(cnpj) },
  fr_FR: {
    siren: of((draw) => grouped(siren(draw), /(...)(...)(...)/, '$1 $2 $3')),
    siret: of((draw) => grouped(siret(draw), /(...)(...)(...)(.....)/, '$1 $2 $3 $4')),
  },
  pl_PL: { nip: of(nip) },
};

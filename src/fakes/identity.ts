import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { argumentError, localized, localizedWith, plain } from './definition.ts';
import { between } from './draws.ts';
import type { Locale } from './locale.ts';
import { bothify, UPPER } from './numerify.ts';

/** Numbers that states give to people and firms; right in form, and those of the United States in range. */
export const IDENTITY: Record<string, Definition> = {
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
};

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

/** A group or serial of zeros, which is never given out. */
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
const EIN_PREFIXES = `
  01 02 03 04 05 06 10 11 12 13 14 15 16 20 21 22 23 24 25 26 27 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48
  50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 71 72 73 74 75 76 77 80 81 82 83 84 85 86 87 88 90 91 92 93 94
  95 98 99
`
  .trim()
  .split(/\s+/);

function nationalPattern(locale: Locale): string | undefined {
  return locale.country.code === 'US' ? undefined : (NATIONAL_PATTERNS[locale.country.code] ?? '###########');
}

/** How a person's number looks elsewhere; its check digits are not computed. */
const NATIONAL_PATTERNS: Readonly<Record<string, string>> = {
  AT: '#### ######',
  AU: '### ### ###',
  BE: '###########',
  BR: '###########',
  CA: '%## ### ###',
  CH: '756.####.####.##',
  CN: '##################',
  CZ: '######/####',
  DE: '%#########%',
  DK: '######-####',
  ES: '%##-##-####',
  FI: '######-###?',
  FR: '1 %# 0% %# %## ### ##',
  GB: 'ZZ ## ## ## T',
  IE: '#######?',
  IL: '#########',
  IN: '%### #### ####',
  IT: '??????##?##?###?',
  JP: '############',
  KR: '######-1######',
  MX: '%##########',
  NL: '#########',
  NO: '###########',
  PL: '###########',
  PT: '###########',
  RU: '###-###-### ##',
  SE: '######-####',
  TR: '%##########',
};

const VAT_PATTERNS: Readonly<Record<string, string>> = {
  AT: 'U########',
  BE: '0#########',
  CH: '-%##.###.### MWST',
  CY: '########?',
  CZ: '########',
  DK: '########',
  ES: '?########',
  FI: '########',
  FR: '## #########',
  HR: '###########',
  HU: '########',
  IE: '#?#####?',
  IT: '###########',
  LU: '########',
  LV: '###########',
  NL: '#########B##',
  NO: '#########MVA',
  PL: '##########',
  RO: '########',
  SE: '############',
  SI: '########',
  SK: '##########',
};

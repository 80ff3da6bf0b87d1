import { KeyedDraw } from '../../../src/random/draw.ts';
import type { QualityRecord } from '../../../src/report/quality/types.ts';

const VOCABULARY = {
  insurance: ['claims', 'adjuster', 'premium', 'first notice of loss'],
  high_tech: ['firmware', 'webhook', 'cluster', 'rate limit'],
};

const SYLLABLES = [
  'am',
  'bel',
  'cor',
  'dun',
  'fal',
  'gri',
  'hol',
  'jas',
  'kel',
  'mor',
  'nim',
  'pel',
  'rud',
  'tam',
  'vex',
];
const WORDS = SYLLABLES.flatMap((first) => SYLLABLES.map((second) => first + second));

const COMPANIES = Array.from({ length: 40 }, (_, n) => `${capital(n)} Vale ${n % 2 ? 'Mutual' : 'Labs'}`);

/** Records of a field whose texts hold every bound: long ones of some twenty words, short ones of five. */
export function goodRecords(long = true): QualityRecord[] {
  const draw = new KeyedDraw();
  return COMPANIES.map((company, n) => {
    const industry = n % 2 ? 'insurance' : 'high_tech';
    const [trade, more] = n % 2 ? ['adjuster', 'claims'] : ['firmware', 'webhook'];
    draw.rekey(n);
    const walk = Array.from({ length: 18 }, () => draw.pick(WORDS));
    const words = long ? `${walk.join(' ')}, said the ${trade} of ${company} about ${more}.` : '';
    return {
      object: 'Case',
      field: long ? 'Description' : 'Subject',
      text: long ? capitalised(words) : `${capitalised(walk[0]!)} ${walk[5]} ${trade} ${n} at ${company}`,
      account: `A${n}`,
      industry,
      maxLength: long ? 400 : 255,
      unit: 'characters',
      own: [company, 'Inés Bell', 'Inés'],
      naming: true,
      companies: COMPANIES,
      vocabulary: VOCABULARY,
    };
  });
}

/** The same records with their texts changed. */
export function rewritten(
  records: readonly QualityRecord[],
  change: (text: string, index: number, record: QualityRecord) => string,
): QualityRecord[] {
  return records.map((record, index) => ({ ...record, text: change(record.text, index, record) }));
}

function capital(n: number): string {
  return capitalised(WORDS[n * 5]!);
}

function capitalised(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

import { counted, textsText } from '../shared/counted.ts';
import { tableLines } from '../shared/table-text.ts';
import { figure, missedLines, NOTHING_TO_MEASURE } from './quality/brief.ts';
import type { Measure, MeasureName } from './quality/types.ts';
import { failedIn, type TextReport } from './report.ts';

/** Formats the report for people. */
export function reportLines(report: TextReport): string[] {
  const { dataset, seed, as_of, rows, texts, quality, next } = report;
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const measured = new Map(quality.map((one) => [`${one.object}.${one.field}`, one]));
  const lines = [
    `${dataset}: seed ${seed}, as of ${as_of}, ${counted(total)} rows (${Object.entries(rows)
      .map(([object, count]) => `${object} ${counted(count)}`)
      .join(', ')})`,
    '',
    ...tableLines(
      ['Field', 'Texts', 'Words', 'Written by'],
      [...new Set([...Object.keys(texts), ...measured.keys()])].map((field) => [
        field,
        counted(measured.get(field)?.records ?? 0),
        measured.get(field)?.words.toFixed(1) ?? '',
        Object.entries(texts[field] ?? {})
          .map(([writer, count]) => `${writer} ${counted(count)}`)
          .join(', '),
      ]),
      [1, 2],
    ),
    '',
  ];
  if (quality.length > 0)
    lines.push(
      ...tableLines(
        ['Field', ...Object.values(SHORT)],
        quality.map(({ object, field, measures }) => [`${object}.${field}`, ...measureCells(measures)]),
        Object.keys(SHORT).map((_, index) => index + 1),
      ),
      '',
    );
  lines.push(...verdictLines(report));
  if (next) lines.push(`Next: ${next}`);
  return lines;
}

function verdictLines({ texts, quality, passed }: TextReport): string[] {
  const failed = failedIn(texts);
  const missed = missedLines(quality);
  const measures =
    quality.length === 0 ? NOTHING_TO_MEASURE : 'All measures pass for the texts that are there.';
  return [
    ...(failed === 0
      ? []
      : [`${textsText(failed)} failed: ${failed === 1 ? 'its cell is' : 'their cells are'} blank.`]),
    ...(missed.length > 0
      ? ['Failed (!):', ...missed]
      : [passed && quality.length > 0 ? 'All measures pass.' : measures]),
  ];
}

/** The column heading of each measure. */
const SHORT = {
  'shared four-grams': '4-grams',
  'gzip ratio': 'gzip',
  'distinct-2': 'dist-2',
  'exact duplicates': 'dupl',
  'duplicates within an account': 'in acct',
  'near duplicates': 'near',
  'distinct openings': 'openings',
  'own names': 'own',
  'other companies': 'others',
  'industry vocabulary': 'vocab',
  'stock phrases': 'stock',
  'over length': 'long',
  unfinished: 'unfin',
} as const satisfies Record<MeasureName, string>;

function measureCells(measures: readonly Measure[]): string[] {
  return Object.keys(SHORT).map((name) => {
    const measure = measures.find((one) => one.name === name);
    return measure ? `${measure.passed ? '' : '!'}${figure(measure.value)}` : '';
  });
}

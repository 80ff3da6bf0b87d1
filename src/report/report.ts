import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import { readStage, readTable, type StageFiles } from '../dataset/read.ts';
import type { Wanted } from '../enrich/plan/world.ts';
import { readSource } from '../enrich/source.ts';
import { counted, textsText } from '../shared/counted.ts';
import { UserError } from '../shared/errors.ts';
import { datagen } from '../shared/shell-words.ts';
import { tableLines } from '../shared/table-text.ts';
import { measureQuality } from './quality/measure-quality.ts';
import type { FieldQuality, Measure, MeasureName } from './quality/types.ts';
import { figure, missedLines, NOTHING_TO_MEASURE } from './quality-brief.ts';
import { qualityRecords } from './quality-records.ts';

/** What an enriched data set holds: who wrote its texts, and how good they are. */
export interface TextReport {
  dataset: string;
  seed: number;
  as_of: string;
  rows: Record<string, number>;
  /** Who wrote the texts of a field, and how many. */
  texts: Record<string, Record<string, number>>;
  quality: FieldQuality[];
  /** All texts are there, and all measures hold. */
  passed: boolean;
  /** The command that has the texts written that failed. */
  next?: string;
}

/** Reads an enriched data set and measures its texts; one that was made from other rows is refused. */
export function textReport(dataset: string, catalog: Catalog, industries: Config['industries']): TextReport {
  const enriched = readStage(dataset, 'enriched');
  const source = readSource(dataset, catalog, industries);
  if (enriched.manifest.made_from !== source.generated.manifestHash) {
    throw new UserError(
      { message: 'The texts were made from another generated data set.', place: { file: enriched.dir } },
      { next: datagen('enrich', dataset) },
    );
  }
  const { seed, as_of, files, texts = {} } = enriched.manifest;
  const textOf = textsIn(enriched);
  const writers = Object.values(texts).flatMap((by) => Object.keys(by));
  const byModel = writers.some((writer) => writer !== 'offline' && writer !== 'failed');
  const measured = measureQuality(qualityRecords(source, textOf), byModel ? 'model' : 'offline');
  const rows = Object.fromEntries(files.map(({ object, rows: count }) => [object, count]));
  const failed = failedIn(texts) > 0;
  // What the offline provider has no words for, it never has.
  const next = failed && !writers.includes('offline') ? datagen('enrich', dataset, '--retry-failed') : '';
  return {
    ...{ dataset, seed, as_of, rows, texts, quality: measured.fields, passed: measured.passed && !failed },
    ...(next ? { next } : {}),
  };
}

/** The texts of a stage by key and field: whoever edited a file may have sorted its rows. */
function textsIn(stage: StageFiles): (wanted: Wanted) => string {
  const objects = new Map<string, { columns: string[]; byKey: Map<string, string[]> }>();
  return ({ row: { sheet, key }, field }) => {
    let found = objects.get(sheet.object);
    if (!found) {
      const { columns, rows } = readTable(stage, sheet.object);
      found = { columns, byKey: new Map(rows.map((row) => [row[0]!, row])) };
      objects.set(sheet.object, found);
    }
    return found.byKey.get(key)?.[found.columns.indexOf(field)] ?? '';
  };
}

function failedIn(texts: TextReport['texts']): number {
  return Object.values(texts).reduce((sum, { failed = 0 }) => sum + failed, 0);
}

/** The report as a person reads it. */
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
    quality.length === 0 ? NOTHING_TO_MEASURE : 'All measures hold for the texts that are there.';
  return [
    ...(failed === 0
      ? []
      : [`${textsText(failed)} failed: ${failed === 1 ? 'its cell is' : 'their cells are'} blank.`]),
    ...(missed.length > 0
      ? ['Missed (!):', ...missed]
      : [passed && quality.length > 0 ? 'All measures hold.' : measures]),
  ];
}

/** How a measure heads its column. */
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

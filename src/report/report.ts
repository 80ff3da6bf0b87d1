import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import { readStage, readTable, type StageFiles } from '../dataset/read.ts';
import type { Wanted } from '../enrich/plan/dataset-index.ts';
import { readSource } from '../enrich/source.ts';
import { isByModel } from '../enrich/summary.ts';
import { UserError } from '../shared/errors.ts';
import { datagen } from '../shared/shell-words.ts';
import { measureTexts } from './quality/measure-texts.ts';
import type { FieldQuality } from './quality/types.ts';

/** What an enriched dataset holds: who wrote its texts, and how good they are. */
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

/** Reads an enriched dataset and measures its texts; one that was made from other rows is refused. */
export function textReport(dataset: string, catalog: Catalog, industries: Config['industries']): TextReport {
  const enriched = readStage(dataset, 'enriched');
  const source = readSource(dataset, catalog, industries);
  if (enriched.manifest.made_from !== source.generated.manifestHash) {
    throw new UserError(
      { message: 'The texts were made from another generated dataset.', place: { file: enriched.dir } },
      { next: datagen('enrich', dataset) },
    );
  }
  const { seed, as_of, files, texts = {} } = enriched.manifest;
  const textOf = textsIn(enriched);
  const writers = Object.values(texts).flatMap((by) => Object.keys(by));
  const byModel = writers.some(isByModel);
  const measured = measureTexts({ source, textOf, by: byModel ? 'model' : 'offline' });
  const rows = Object.fromEntries(files.map(({ object, rows: count }) => [object, count]));
  const failed = failedIn(texts) > 0;
  // What the offline provider has no words for, it never has.
  const next =
    failed && !writers.some((writer) => writer !== 'failed' && !isByModel(writer))
      ? datagen('enrich', dataset, '--retry-failed')
      : '';
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

export function failedIn(texts: TextReport['texts']): number {
  return Object.values(texts).reduce((sum, { failed = 0 }) => sum + failed, 0);
}

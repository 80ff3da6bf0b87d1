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

/** The content of an enriched dataset: the sources of its texts, and their quality. */
export interface TextReport {
  dataset: string;
  seed: number;
  as_of: string;
  rows: Record<string, number>;
  /** The sources of a field's texts, with counts. */
  texts: Record<string, Record<string, number>>;
  quality: FieldQuality[];
  /** True if no text is missing, and all measures are within their bounds. */
  passed: boolean;
  /** The command that retries the failed texts. */
  next?: string;
}

/** Reads an enriched dataset and measures its texts; refuses one that was made from other rows. */
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

/** The texts of a stage by key and field: an editor may have sorted the rows. */
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

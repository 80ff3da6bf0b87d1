import { join } from 'node:path';
import { standardCatalog } from '../../../src/catalog/standard.ts';
import { defaults } from '../../../src/config/schema.ts';
import { Board } from '../../../src/enrich/board.ts';
import { writeOffline } from '../../../src/enrich/by-offline.ts';
import { readSource } from '../../../src/enrich/source.ts';
import { qualityRecords } from '../../../src/report/quality/measure-texts.ts';
import type { QualityRecord } from '../../../src/report/quality/types.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { progressOn } from '../../../src/shared/progress.ts';

/** The texts that the offline provider writes for the committed data set, with what they are judged against. */
export function offlineRecords(dataset: string): QualityRecord[] {
  const industries = defaults.industries.map((one) => ({
    ...one,
    template: join(packageRoot, one.template),
  }));
  const source = readSource(join(packageRoot, dataset), standardCatalog, industries);
  const board = new Board(source.texts);
  writeOffline(source, board, progressOn(process.stderr, 'quiet'));
  return qualityRecords(source, board.textOf);
}

import { join } from 'node:path';
import { standardCatalog } from '../../../src/catalog/standard.ts';
import { defaults } from '../../../src/config/schema.ts';
import offline from '../../../src/enrich/providers/offline/offline.ts';
import { readSource } from '../../../src/enrich/source.ts';
import { TextStatus } from '../../../src/enrich/text-status.ts';
import { writeLocally } from '../../../src/enrich/write/write-locally.ts';
import { qualityRecords } from '../../../src/report/quality/measure-texts.ts';
import type { QualityRecord } from '../../../src/report/quality/types.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { progressOn } from '../../../src/shared/progress.ts';

/** The texts that the offline provider writes for the committed dataset, with what they are judged against. */
export async function offlineRecords(dataset: string): Promise<QualityRecord[]> {
  const industries = defaults.industries.map((one) => ({
    ...one,
    template: join(packageRoot, one.template),
  }));
  const source = readSource(join(packageRoot, dataset), standardCatalog, industries);
  const status = new TextStatus(source.texts);
  await writeLocally(
    source,
    status,
    { name: 'offline', provider: offline },
    progressOn(process.stderr, 'quiet'),
  );
  return qualityRecords(source, status.textOf);
}

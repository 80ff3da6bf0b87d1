import { catalogOf } from '../catalog/overlay.ts';
import { printable } from '../shared/quote.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { nextLine } from './next-line.ts';
import type { Command } from './settings.ts';

const handler = async (args: DatasetArguments): Promise<void> => {
  const { reportLines, textReport } = await import('../report/report.ts');
  const { config, dir } = datasetOf(args);
  const report = textReport(dir, catalogOf(config.objects), config.industries);
  if (report.next) report.next = nextLine(report.next);
  const text = args.json ? JSON.stringify(report, null, 2) : reportLines(report).join('\n');
  process.stdout.write(`${printable(text)}\n`);
};

export default {
  builder: datasetOptions,
  handler,
} as unknown as Command;

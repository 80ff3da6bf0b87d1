import type { Argv } from 'yargs';
import { catalogOf } from '../catalog/overlay.ts';
import { printable } from '../shared/quote.ts';
import { type Command, configWith, datasetDir, type GlobalOptions } from './settings.ts';

interface ReportArguments extends GlobalOptions {
  dir?: string;
}

const handler = async (args: ReportArguments): Promise<void> => {
  const { reportLines, textReport } = await import('../enrich/report.ts');
  const { config } = configWith(args, []);
  const report = textReport(datasetDir(args.dir, config), catalogOf(config.objects), config.industries);
  const text = args.json ? JSON.stringify(report, null, 2) : reportLines(report).join('\n');
  process.stdout.write(`${printable(text)}\n`);
};

export default {
  builder: (yargs: Argv) =>
    yargs.positional('dir', { type: 'string', describe: 'Folder of the data set (output/seed-<seed>)' }),
  handler,
} as unknown as Command;

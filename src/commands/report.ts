import { catalogOf } from '../catalog/overlay.ts';
import { datasetOf, datasetOptions, datasetPositional } from './options/dataset-options.ts';
import { defineCommand } from './options/define-command.ts';
import { printJson, printLines } from './output/output.ts';

export default defineCommand({
  positionals: datasetPositional,
  options: datasetOptions,
  async run(args) {
    const [{ textReport }, { reportLines }] = await Promise.all([
      import('../report/report.ts'),
      import('../report/report-text.ts'),
    ]);
    const { config, dir } = datasetOf(args);
    const report = textReport(dir, catalogOf(config.objects), config.industries);
    if (args.json) printJson(report);
    else printLines(reportLines(report));
  },
});

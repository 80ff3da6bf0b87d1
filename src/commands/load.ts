import { join } from 'node:path';
import { readJsonDocument } from '../export/json-document.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { type LoadResult, load } from '../load/load.ts';
import { writePlan } from '../load/plan-text.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { UserError } from '../shared/errors.ts';
import type { Progress } from '../shared/progress.ts';
import { chosenObjects, chosenOptions } from './options/chosen-objects.ts';
import {
  asOfDay,
  asOfOption,
  datasetOf,
  datasetOptions,
  datasetPositional,
} from './options/dataset-options.ts';
import { defineCommand } from './options/define-command.ts';
import { inEachOrg, orgOptions, parallelOption, viaOption } from './options/org-options.ts';
import { loadExitCode, loadJson, loadLines } from './output/load-output.ts';
import { printLines } from './output/output.ts';

export default defineCommand({
  positionals: datasetPositional,
  options: {
    ...datasetOptions,
    ...orgOptions,
    ...viaOption,
    ...parallelOption,
    'allow-duplicates': {
      type: 'boolean',
      default: false,
      describe: 'Save records that a duplicate rule only warns of (needs --via api)',
    },
    file: {
      type: 'string',
      requiresArg: true,
      describe: 'Load a document of `export --format json` instead',
    },
    ...asOfOption,
    resume: { type: 'boolean', default: false, describe: 'Continue the last load where it stopped' },
    ...chosenOptions,
    prune: {
      type: 'boolean',
      default: false,
      describe: 'Delete records that this dataset sent and no longer has',
    },
    'dry-run': {
      type: 'boolean',
      default: false,
      describe: 'Print the plan and its commands; send nothing',
    },
    wait: { type: 'number', default: 60, requiresArg: true, describe: 'Minutes to wait for a job' },
  },
  async run(args) {
    const { config, dir: datasetFolder } = datasetOf(args);
    const { dir: stated, file, resume, dryRun, wait: waitMinutes, allowProduction } = args;
    const { via, allowDuplicates, prune } = args;
    if (allowDuplicates && via !== 'api')
      throw new UserError({
        message: '`--allow-duplicates` needs `--via api`: bulk jobs of the CLI have no such setting.',
      });
    if (stated && file) throw new UserError('Use either DIR or `--file`, not both.');
    const neutral = file ? readJsonDocument(file) : readNeutral(datasetFolder);
    const dir = file ? join('output', neutral.name) : datasetFolder;
    const only = chosenObjects(
      args,
      neutral.tables.map((table) => table.sobject),
    );
    if (prune && neutral.update)
      throw new UserError('`--prune` needs a whole dataset; this one updates some records of another one.');
    const asOf = asOfDay(args.asOf);
    const intoOrg = async (org: OrgName, progress: Progress): Promise<LoadResult> => {
      const result = await load(org, neutral, {
        ...{ config, dir, progress, resume, dryRun, waitMinutes, via, allowDuplicates, prune },
        ...(file ? { source: ['--file', file] } : {}),
        ...(asOf ? { asOf } : {}),
        ...(only ? { only } : {}),
        ...(allowProduction ? { allowProduction } : {}),
      });
      if (result.kind === 'planned') writePlan(result.plan);
      if (!args.json) printLines(loadLines(result));
      return result;
    };
    await inEachOrg(args, intoOrg, { exitCode: loadExitCode, json: loadJson });
  },
});

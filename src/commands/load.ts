import { join } from 'node:path';
import type { Argv } from 'yargs';
import { readJsonDocument } from '../export/json-document.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { eachOrg } from '../load/each-org.ts';
import { type LoadResult, load } from '../load/load.ts';
import { writePlan } from '../load/plan-text.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { printable } from '../shared/quote.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { loadLines, loadsExitCode, loadsJson } from './load-output.ts';
import { dayOf, orgOptions, orgsOf, printJson, tellError } from './org-options.ts';
import { type Command, progressFor } from './settings.ts';

interface LoadArguments extends DatasetArguments {
  file?: string;
  targetOrg?: string;
  allowProduction?: string;
  asOf?: string;
  resume: boolean;
  only?: string;
  dryRun: boolean;
  wait: number;
}

async function handler(argv: LoadArguments): Promise<void> {
  const { config, dir: datasetFolder } = datasetOf(argv);
  const progress = progressFor(argv);
  if (argv.dir && argv.file) throw new UserError({ message: 'Name a data set or a file, not both.' });
  const neutral = argv.file ? readJsonDocument(argv.file) : readNeutral(datasetFolder);
  const dir = argv.file ? join('output', neutral.name) : datasetFolder;
  const only = argv.only?.split(',').map((one) => one.trim());
  const known = neutral.tables.map((table) => table.sobject);
  const unknown = (only ?? []).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((name) => {
        const hint = didYouMean(name, known) ?? `It has ${known.join(', ')}.`;
        return { message: `The dataset has no ${name}.`, place: { file: '--only' }, hint };
      }),
    );
  const asOf = dayOf(argv.asOf);
  const intoOrg = async (org: OrgName): Promise<LoadResult> => {
    const result = await load(org, neutral, {
      ...{ config, dir, progress, resume: argv.resume, dryRun: argv.dryRun, waitMinutes: argv.wait },
      ...(argv.file ? { source: ['--file', argv.file] } : {}),
      ...(asOf ? { asOf } : {}),
      ...(only ? { only } : {}),
      ...(argv.allowProduction ? { allowProduction: argv.allowProduction } : {}),
    });
    if (result.kind === 'planned') writePlan(result.plan);
    if (!argv.json) process.stdout.write(`${printable(loadLines(result).join('\n'))}\n`);
    return result;
  };
  const outcomes = await eachOrg(orgsOf(argv.targetOrg), intoOrg, tellError);
  const exitCode = loadsExitCode(outcomes);
  if (argv.json) printJson({ exitCode, orgs: loadsJson(outcomes) });
  process.exitCode = exitCode;
}

export default {
  builder: (yargs: Argv) =>
    datasetOptions(yargs)
      .options(orgOptions)
      .option('file', {
        type: 'string',
        requiresArg: true,
        describe: 'The document of `export --format json` instead',
      })
      .option('as-of', {
        type: 'string',
        requiresArg: true,
        describe: 'Shift all dates to a day, or to today',
      })
      .option('resume', {
        type: 'boolean',
        default: false,
        describe: 'Go on with the last load where it stopped',
      })
      .option('only', { type: 'string', requiresArg: true, describe: 'Only these objects: Account,Contact' })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'Print the plan and its commands, send nothing',
      })
      .option('wait', {
        type: 'number',
        default: 60,
        requiresArg: true,
        describe: 'Minutes to wait for a job',
      }),
  handler,
} as unknown as Command;

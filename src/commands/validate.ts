import type { Argv } from 'yargs';
import { EXIT } from '../errors.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { type Validation, validate } from '../load/preflight/validate.ts';
import { validationText } from '../load/preflight/validation-text.ts';
import { dayOf, orgOptions, orgsOf, printJson, seedFlag, seedOption } from './org-options.ts';
import { type Command, configWith, datasetDir, type GlobalOptions } from './settings.ts';

interface ValidateArguments extends GlobalOptions {
  seed?: string;
  dir?: string;
  targetOrg?: string;
  asOf?: string;
}

async function handler(argv: ValidateArguments): Promise<void> {
  const { config } = configWith(argv, seedFlag(argv.seed));
  const neutral = readNeutral(datasetDir(argv.dir, config));
  const asOf = dayOf(argv.asOf);
  const found: Validation[] = [];
  for (const org of orgsOf(argv.targetOrg)) {
    const validation = await validate(org, neutral, config, asOf);
    found.push(validation);
    if (!argv.json) process.stdout.write(`${validationText(validation)}\n`);
  }
  const fails = found.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  const exitCode = fails ? EXIT.preflight : EXIT.done;
  if (argv.json) printJson({ exitCode, orgs: found });
  process.exitCode = exitCode;
}

export default {
  builder: (yargs: Argv) =>
    yargs
      .option('seed', seedOption)
      .positional('dir', { type: 'string', describe: 'The data set; output/seed-<seed> by default' })
      .option('target-org', orgOptions['target-org'])
      .option('as-of', {
        type: 'string',
        requiresArg: true,
        describe: 'Shift all dates to a day, or to today',
      }),
  handler,
} as unknown as Command;

import type { CommandModule } from 'yargs';
import { EXIT } from '../errors.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { type Validation, validate } from '../load/validate.ts';
import { dayOf, orgOptions, orgsOf } from './org-options.ts';
import { datasetFolder, printJson, type SharedArguments, settingsOf } from './settings.ts';
import { validationText } from '../load/validation-text.ts';

interface ValidateArguments extends SharedArguments {
  dir?: string;
  targetOrg?: string;
  asOf?: string;
}

async function handler(argv: ValidateArguments): Promise<void> {
  const { config, json } = settingsOf(argv);
  const neutral = readNeutral(datasetFolder(argv.dir, config));
  const asOf = dayOf(argv.asOf);
  const found: Validation[] = [];
  for (const org of orgsOf(argv.targetOrg)) {
    const validation = await validate(org, neutral, config, asOf);
    found.push(validation);
    if (!json) process.stdout.write(`${validationText(validation)}\n`);
  }
  const fails = found.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
  const exitCode = fails ? EXIT.preflight : EXIT.done;
  if (json) printJson({ exitCode, orgs: found });
  process.exitCode = exitCode;
}

export default {
  command: 'validate [dir]',
  describe: 'Hold a data set against an org: what would stop a load, and how to mend it',
  builder: (yargs) =>
    yargs
      .positional('dir', { type: 'string', describe: 'The data set; output/seed-<seed> by default' })
      .option('target-org', orgOptions['target-org'])
      .option('as-of', { type: 'string', requiresArg: true, describe: 'Shift all dates to a day, or to today' }),
  handler,
} satisfies CommandModule<SharedArguments, ValidateArguments>;

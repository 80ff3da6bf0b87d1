import type { Argv } from 'yargs';
import { EXIT } from '../errors.ts';
import { readNeutral } from '../export/read-neutral.ts';
import { eachOrg, orgsJson, worstExit } from '../load/each-org.ts';
import type { OrgName } from '../load/org/sf-argv.ts';
import { type Validation, validate } from '../load/preflight/validate.ts';
import { validationText } from '../load/preflight/validation-text.ts';
import { printable } from '../shared/quote.ts';
import { withNextLines } from './next-line.ts';
import { dayOf, orgOptions, orgsOf, printJson, seedFlag, seedOption, tellError } from './org-options.ts';
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
  const inOrg = async (org: OrgName): Promise<Validation> => {
    const validation = await validate(org, neutral, config, asOf);
    if (!argv.json) process.stdout.write(`${printable(withNextLines(validationText(validation)))}\n`);
    return validation;
  };
  const outcomes = await eachOrg(orgsOf(argv.targetOrg), inOrg, tellError);
  const exitCode = worstExit(outcomes, ({ findings }) =>
    findings.some(({ severity }) => severity === 'error') ? EXIT.preflight : EXIT.done,
  );
  if (argv.json) printJson({ exitCode, orgs: orgsJson(outcomes) });
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

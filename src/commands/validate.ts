import type { Argv } from 'yargs';
import { readNeutral } from '../export/read-neutral.ts';
import { eachOrg, orgsJson, worstExit } from '../load/each-org.ts';
import { type Validation, validate } from '../load/preflight/validate.ts';
import { validationText } from '../load/preflight/validation-text.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { EXIT } from '../shared/errors.ts';
import { printable } from '../shared/quote.ts';
import { type DatasetArguments, datasetOf, datasetOptions } from './dataset-options.ts';
import { withNextLines } from './next-line.ts';
import { dayOf, orgOptions, orgsOf, printJson, tellError } from './org-options.ts';
import { type Command, progressFor } from './settings.ts';

interface ValidateArguments extends DatasetArguments {
  targetOrg?: string;
  asOf?: string;
}

async function handler(argv: ValidateArguments): Promise<void> {
  const { config, dir } = datasetOf(argv);
  const neutral = readNeutral(dir);
  const asOf = dayOf(argv.asOf);
  const { say } = progressFor(argv);
  const inOrg = async (org: OrgName): Promise<Validation> => {
    const validation = await validate(org, neutral, { config, asOf, dir, say });
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
    datasetOptions(yargs).option('target-org', orgOptions['target-org']).option('as-of', {
      type: 'string',
      requiresArg: true,
      describe: 'Shift all dates to a day, or to today',
    }),
  handler,
} as unknown as Command;

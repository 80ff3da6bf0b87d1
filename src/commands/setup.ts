import type { Argv } from 'yargs';
import { eachOrg, orgsJson, worstExit } from '../load/each-org.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { orgOptions, orgsOf, printJson, tellError } from './org-options.ts';
import { type Command, configWith, datasetDir, type GlobalOptions, progressFor } from './settings.ts';

interface SetupArguments extends GlobalOptions {
  targetOrg?: string;
  allowProduction?: string;
}

const handler = async (args: SetupArguments): Promise<void> => {
  const { setup } = await import('../load/setup/setup.ts');
  const { config } = configWith(args, []);
  const options = {
    ...{ config, dir: datasetDir(undefined, config), progress: progressFor(args) },
    ...(args.allowProduction ? { allowProduction: args.allowProduction } : {}),
  };
  const inOrg = async (org: OrgName) => {
    const done = await setup(org, options);
    if (args.json || args.quiet) return done;
    const { externalIdField, sobjects, permissionSet, deployed, notUnique } = done;
    const how = deployed ? 'is deployed and granted by' : 'was in place, granted by';
    process.stdout.write(
      `${done.org}: ${externalIdField} on ${sobjects.join(', ')} ${how} ${permissionSet} to ${done.username}.\n`,
    );
    for (const home of notUnique)
      process.stdout.write(`${home} takes no unique field; the load keeps keys unique.\n`);
    return done;
  };
  const outcomes = await eachOrg(orgsOf(args.targetOrg), inOrg, tellError);
  const exitCode = worstExit(outcomes);
  if (args.json) printJson({ exitCode, orgs: orgsJson(outcomes) });
  process.exitCode = exitCode;
};

export default {
  builder: (yargs: Argv) => yargs.options(orgOptions),
  handler,
} as unknown as Command;

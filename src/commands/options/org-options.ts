import { eachOrg, orgsJson, worstExit } from '../../load/each-org.ts';
import { WAYS } from '../../org/session.ts';
import type { OrgName } from '../../org/sf-argv.ts';
import { type ExitCode, UserError } from '../../shared/errors.ts';
import { type Progress, sideBySide } from '../../shared/progress.ts';
import { printJson, printOrgError } from '../output/output.ts';
import type { ArgumentsOf, GlobalArguments } from './define-command.ts';
import { progressFor } from './settings.ts';

/** The option of the commands that connect to an org. */
export const targetOrg = {
  'target-org': {
    alias: ['org', 'o'],
    type: 'string',
    describe: 'Alias or username in the Salesforce CLI; several with commas',
  },
} as const;

/** The option of the commands that can do without `sf`. */
export const viaOption = {
  via: {
    choices: WAYS,
    requiresArg: true,
    describe: 'Connect through the Salesforce CLI (`sf`), or directly (`api`)',
  },
} as const;

/** The option of the commands that work in several orgs. */
export const parallelOption = {
  parallel: {
    type: 'number',
    default: 1,
    requiresArg: true,
    describe: 'Number of orgs at a time',
  },
} as const;

/** The options of the commands that change an org. */
export const orgOptions = {
  ...targetOrg,
  'allow-production': {
    type: 'string',
    requiresArg: true,
    describe: 'Host of the production org to allow changes in',
  },
} as const;

/** The orgs from the flag or `SF_ORG_ALIAS`; undefined is the CLI's default org. */
export function orgsOf(flag: string | undefined, env = process.env): OrgName[] {
  const named = flag ?? (env.SF_ORG_ALIAS || undefined);
  if (named === undefined) return [undefined];
  const orgs = [...new Set(named.split(',').map((one) => one.trim()))].filter((one) => one !== '');
  if (orgs.length === 0) throw new UserError({ message: '--target-org names no org.' });
  return orgs;
}

/**
 * Runs a command in each named org, prints one document with `--json`, and sets the exit code. With several orgs, an
 * error in one is printed at once and the others run.
 */
export async function inEachOrg<Result>(
  args: ArgumentsOf<typeof targetOrg & typeof parallelOption> & GlobalArguments,
  work: (org: OrgName, progress: Progress) => Promise<Result>,
  tell: { exitCode?: (result: Result) => ExitCode; json?: (result: Result) => unknown } = {},
): Promise<void> {
  const { parallel } = args;
  const orgs = orgsOf(args.targetOrg);
  const progress = progressFor(args);
  const progressOf = parallel > 1 && orgs.length > 1 ? sideBySide(progress) : () => progress;
  const outcomes = await eachOrg(orgs, (org) => work(org, progressOf(org ?? 'the default org')), {
    parallel,
    tell: printOrgError,
  });
  const exitCode = worstExit(outcomes, tell.exitCode);
  if (args.json) printJson({ exitCode, orgs: orgsJson(outcomes, tell.json) });
  process.exitCode = exitCode;
}

import { sameId } from '../../catalog/record-id.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { misspelled } from '../../shared/nearest.ts';
import { shellWord } from '../../shared/shell-words.ts';
import { targetFlag } from '../next-command.ts';
import type { Login } from '../session.ts';
import type { OrgName } from '../sf-argv.ts';

/** The login of a session that the Salesforce CLI keeps. */
export function cliLogin(org: OrgName): Login {
  return {
    name: `The session of the Salesforce CLI${org ? ` in ${org}` : ''}`,
    check: `sf org display${targetFlag(org)}`,
    limits: `sf org list limits${targetFlag(org)}`,
    renewal: {
      hint: 'Log in again, then continue with `load --resume`.',
      next: `sf org login web${org ? ` --alias ${shellWord(org)}` : ''}`,
    },
  };
}

/** Refuses a token of another org than the one that a command began with: the name may be logged in elsewhere by now. */
export function checkOrg(token: string, orgId: string, login: Login): void {
  const [found = ''] = token.split('!');
  if (!found.startsWith('00D') || sameId(found, orgId)) return;
  throw new UserError(
    { message: `${login.name} no longer leads to the org that this command began with.` },
    { exitCode: EXIT.noOrg, next: login.check },
  );
}

/** Why an org can't be opened, with the names that are near; `known` lists the names that the CLI knows. */
export async function unknownOrg(
  org: OrgName,
  answer: { name: string; message: string },
  known: () => Promise<string[]>,
): Promise<UserError> {
  if (/NoDefaultEnv|NoDefaultOrg/.test(answer.name)) {
    return new UserError(
      {
        message: 'No org is named, and the Salesforce CLI has no default org.',
        hint: 'Name it with `--target-org ALIAS`, or set SF_INSTANCE_URL and SF_ACCESS_TOKEN and use `--via api`.',
      },
      { next: 'sf org list' },
    );
  }
  if (answer.name === 'NamedOrgNotFoundError' || /No authorization information/.test(answer.message)) {
    const names = await known();
    const hint =
      names.length > 0
        ? `Valid names: ${names.join(', ')}.`
        : "The Salesforce CLI isn't logged in to any org.";
    return new UserError(
      {
        message: `The Salesforce CLI knows no org "${org}".`,
        hint,
        ...(org ? misspelled(org, names) : {}),
      },
      { exitCode: EXIT.noOrg, next: `sf org login web --alias ${shellWord(org ?? 'qa')}` },
    );
  }
  return new UserError(
    {
      message: `The Salesforce CLI can't open ${org ?? 'the default org'} (${answer.name}): ${answer.message}`,
    },
    { exitCode: EXIT.noOrg, next: `sf org display${targetFlag(org)}` },
  );
}

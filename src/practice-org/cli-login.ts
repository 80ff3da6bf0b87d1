import { execa } from 'execa';
import { salesforceCore } from '../org/salesforce-core.ts';
import { NoSf, sfEnvironment } from '../org/sf-argv.ts';
import { EXIT, UserError } from '../shared/errors.ts';
import type { RunningOrg } from './server.ts';

/** The login of the Salesforce CLI in a practice org. */
interface CliLogin {
  alias: string;
  username: string;
  url: string;
}

/**
 * Logs the Salesforce CLI in to a practice org under an alias; returns what undoes that: the login is removed, and the
 * alias means again what it meant before.
 */
export async function logIn(
  running: Pick<RunningOrg, 'url' | 'org'>,
  login: Omit<CliLogin, 'url'>,
): Promise<() => Promise<void>> {
  const { alias, username } = login;
  const { aliases } = await cliState();
  const before = aliases.getUsername(alias) ?? undefined;
  const args = ['org', 'login', 'access-token', '--instance-url', running.url, '--no-prompt'];
  const { failed, code, stdout, stderr } = await execa('sf', [...args, '--alias', alias, '--json'], {
    env: { ...sfEnvironment, SF_ACCESS_TOKEN: `${running.org.orgId}!practice` },
    reject: false,
  });
  if (code === 'ENOENT') throw new NoSf('The practice org logs the CLI in; `--no-login` skips that.');
  if (failed)
    throw new UserError(`sf couldn't log in to the practice org: ${stdout || stderr}`, {
      exitCode: EXIT.noOrg,
    });
  return () => logOut({ alias, username, url: running.url }, before === username ? undefined : before);
}

/** Without a process of `sf`, which would get the Ctrl-C of a terminal, too. */
async function logOut({ alias, username, url }: CliLogin, before: string | undefined): Promise<void> {
  const { aliases, orgs } = await cliState();
  const kept = await orgs.read(username);
  // Somebody logged out already, or another practice org took the login over.
  if (!kept || !sameAddress(kept.instanceUrl, url)) return;
  await orgs.remove(username);
  if (aliases.getUsername(alias) !== username) return;
  if (before === undefined) await aliases.unsetAndSave(alias);
  else await aliases.setAndSave(alias, before);
}

/** What the CLI keeps, as it is now. */
async function cliState() {
  const { StateAggregator } = await salesforceCore();
  StateAggregator.clearInstance();
  return StateAggregator.getInstance();
}

function sameAddress(kept: string | undefined, url: string): boolean {
  return kept?.replace(/\/+$/, '') === url.replace(/\/+$/, '');
}

import { z } from 'zod';
import { ofSf, type SfAnswer, shaped } from '../answer.ts';
import type { CallLog } from '../call-log.ts';
import { restClient } from '../rest.ts';
import { DEFAULT_API_VERSION, type Session, type SessionRequest } from '../session.ts';
import { runSf } from '../sf.ts';
import { displayArgv, listOrgsArgv, tokenArgv } from '../sf-argv.ts';
import { checkOrg, cliLogin, unknownOrg } from './login.ts';
import { sharedToken } from './shared-token.ts';

const displayed = z.object({
  id: z.string().min(1),
  instanceUrl: z.url({ protocol: /^https?$/, error: 'expected the address of an org' }),
  username: z.string().min(1),
  apiVersion: z.string().optional(),
  alias: z.string().nullish(),
  connectedStatus: z.string().optional(),
});
const tokenShown = z.object({ accessToken: z.string() });
const NO_TOKEN = { name: 'NoToken', message: 'it shows no access token.' };

/** Opens the CLI's session: two `sf` processes in parallel, without a request of ours yet. */
export async function sfSession({ org, log, retryAttempts }: SessionRequest): Promise<Session> {
  const [display, first] = await Promise.all([
    runSf(displayArgv(org), { log }),
    runSf(tokenArgv(org), { log }),
  ]);
  if (!display.ok) throw await unknownOrg(org, display, () => knownOrgs(log));
  const shown = tokenIn(first) ?? tokenIn(display);
  if (shown === undefined) throw await unknownOrg(org, first.ok ? NO_TOKEN : first, () => knownOrgs(log));
  const { id, instanceUrl, username, apiVersion, alias } = shaped(
    displayed,
    display.result,
    ofSf('sf org display'),
  );
  const login = cliLogin(org);
  // The CLI renews what can be renewed.
  const renew = async () => tokenIn(await runSf(tokenArgv(username), { log }));
  const token = sharedToken(shown, renew, (found) => checkOrg(found, id, login));
  const version = apiVersion ?? DEFAULT_API_VERSION;
  const rest = restClient({ login, instanceUrl, apiVersion: version, log, retryAttempts, token });
  return {
    ...{ org, username, orgId: id, host: new URL(instanceUrl).host, via: 'sf', login, rest, log },
    name: org ?? alias ?? username,
  };
}

/** Reads the token: CLI versions before 2026 print it in `org display`, newer ones hide it there. */
function tokenIn(answer: SfAnswer): string | undefined {
  const shown = tokenShown.safeParse(answer.ok ? answer.result : undefined);
  return shown.success && shown.data.accessToken.includes('!') ? shown.data.accessToken : undefined;
}

const listed = z.array(z.object({ alias: z.string().nullish(), username: z.string() }));

async function knownOrgs(log: CallLog): Promise<string[]> {
  const answer = await runSf(listOrgsArgv(), { log });
  const orgs = listed.safeParse(answer.ok ? answer.result : []);
  // The CLI joins the aliases of one org with commas.
  return orgs.success ? orgs.data.flatMap(({ alias, username }) => alias?.split(',') ?? [username]) : [];
}

import { z } from 'zod';
import { sameId } from '../catalog/record-id.ts';
import { EXIT, UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { shellWord } from '../shared/shell-words.ts';
import { type SfAnswer, shaped } from './answer.ts';
import type { CallLog } from './call-log.ts';
import { targetFlag } from './next-command.ts';
import { type Rest, restClient } from './rest.ts';
import { runSf } from './sf.ts';
import { displayArgv, listOrgsArgv, type OrgName, tokenArgv } from './sf-argv.ts';

/** An org that the CLI is logged in to. The token exists only in the closure of `rest`. */
export interface Session {
  /** The user's name for it, for next commands: the default org may change while this program runs. */
  org: OrgName;
  /** For messages and folder names: the alias, or else the username. */
  name: string;
  /** The name used in calls of the CLI. */
  username: string;
  orgId: string;
  host: string;
  rest: Rest;
  log: CallLog;
}

const displayed = z.object({
  id: z.string().min(1),
  instanceUrl: z.url({ protocol: /^https?$/, error: 'expected the address of an org' }),
  username: z.string().min(1),
  apiVersion: z.string().optional(),
  alias: z.string().nullish(),
  connectedStatus: z.string().optional(),
});
const tokenShown = z.object({ accessToken: z.string() });
const NO_TOKEN = {
  ok: false as const,
  name: 'NoToken',
  message: 'it shows no access token.',
  actions: [],
  connection: false,
};

const DEFAULT_API_VERSION = '65.0';

/** Opens the CLI's session: two `sf` processes in parallel, without a request of ours yet. */
export async function openSession(org: OrgName, log: CallLog, retryAttempts: number): Promise<Session> {
  const [display, first] = await Promise.all([
    runSf(displayArgv(org), { log }),
    runSf(tokenArgv(org), { log }),
  ]);
  if (!display.ok) throw await noOrg(org, display, log);
  const shown = tokenIn(first) ?? tokenIn(display);
  if (shown === undefined) throw await noOrg(org, first.ok ? NO_TOKEN : first, log);
  const { id, instanceUrl, username, apiVersion, alias } = shaped(
    displayed,
    display.result,
    '`sf org display`',
  );
  const ofOrg = (found: string) => {
    if (!found.startsWith('00D') || sameId(found.split('!')[0], id)) return found;
    throw new UserError(
      { message: `${org ?? 'The default org'} is not the same org as when this command began.` },
      { exitCode: EXIT.noOrg, next: `sf org display${targetFlag(org)}` },
    );
  };
  let token = Promise.resolve(ofOrg(shown));
  let renewing: Promise<string> | undefined;
  const rest = restClient({
    org,
    instanceUrl,
    apiVersion: apiVersion ?? DEFAULT_API_VERSION,
    log,
    retryAttempts,
    token(expired) {
      if (!expired) return token;
      // The CLI renews the session; concurrent requests that find it expired share one renewal.
      renewing ??= runSf(tokenArgv(username), { log }).then(async (answer) => {
        const renewed = tokenIn(answer);
        if (renewed !== undefined) token = Promise.resolve(ofOrg(renewed));
        renewing = undefined;
        return token;
      });
      return renewing;
    },
  });
  return {
    ...{ org, username, orgId: id, host: new URL(instanceUrl).host, rest, log },
    name: org ?? alias ?? username,
  };
}

/** Reads the token: CLI versions before 2026 print it in `org display`, newer ones hide it there. */
function tokenIn(answer: SfAnswer): string | undefined {
  const shown = tokenShown.safeParse(answer.ok ? answer.result : undefined);
  return shown.success && shown.data.accessToken.includes('!') ? shown.data.accessToken : undefined;
}

async function noOrg(org: OrgName, answer: SfAnswer & { ok: false }, log: CallLog): Promise<UserError> {
  if (/NoDefaultEnv|NoDefaultOrg/.test(answer.name)) {
    return new UserError(
      {
        message: 'No org is named, and the Salesforce CLI has no default org.',
        hint: 'Name it with --target-org ALIAS.',
      },
      { next: 'sf org list' },
    );
  }
  if (answer.name === 'NamedOrgNotFoundError' || /No authorization information/.test(answer.message)) {
    const known = await knownOrgs(log);
    const hint =
      (org && didYouMean(org, known)) ??
      (known.length > 0
        ? `Valid names: ${known.join(', ')}.`
        : "The Salesforce CLI isn't logged in to any org.");
    return new UserError(
      { message: `The Salesforce CLI knows no org "${org}".`, hint },
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

const listed = z.array(z.object({ alias: z.string().nullish(), username: z.string() }));

async function knownOrgs(log: CallLog): Promise<string[]> {
  const answer = await runSf(listOrgsArgv(), { log });
  const orgs = listed.safeParse(answer.ok ? answer.result : []);
  // The CLI joins the aliases of one org with commas.
  return orgs.success ? orgs.data.flatMap(({ alias, username }) => alias?.split(',') ?? [username]) : [];
}

import { z } from 'zod';
import { EXIT, type Problem, UserError } from '../../shared/errors.ts';
import { shaped } from '../answer.ts';
import { restClient } from '../rest.ts';
import { RestError, sessionOver } from '../rest-error.ts';
import { salesforceCore } from '../salesforce-core.ts';
import { DEFAULT_API_VERSION, type Login, type Session, type SessionRequest } from '../session.ts';
import type { OrgName } from '../sf-argv.ts';
import { type JwtLogin, jwtLogin } from './jwt-login.ts';
import { checkOrg, cliLogin, unknownOrg } from './login.ts';
import { sharedToken } from './shared-token.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A login that the environment holds. */
type OwnLogin = { kind: 'token'; instanceUrl: string; token: string } | ({ kind: 'jwt' } & JwtLogin);

/** A token and where it leads. */
interface Opened {
  login: Login;
  token: string;
  instanceUrl: string;
  apiVersion?: string | undefined;
  renew(): Promise<string | undefined>;
}

/** True if the environment holds a login for an org that no flag names. */
export function hasOwnLogin(org: OrgName, env: Env = process.env): boolean {
  return org === undefined && Boolean(env.SF_ACCESS_TOKEN || env.SF_CLIENT_ID);
}

const userInfo = z.object({ organization_id: z.string().min(1), preferred_username: z.string().min(1) });

/**
 * Opens an org without a process of `sf`: a named one by the session that the CLI keeps; else by `SF_ACCESS_TOKEN` and
 * `SF_INSTANCE_URL`, by a JWT login, or by the session of the CLI's default org.
 */
export async function directSession({ org, log, retryAttempts }: SessionRequest): Promise<Session> {
  const own = org === undefined ? ownLogin(process.env) : undefined;
  const opened =
    own === undefined ? await ofCli(org) : own.kind === 'token' ? ofToken(own) : await ofJwt(own);
  const { login, instanceUrl, apiVersion = DEFAULT_API_VERSION } = opened;
  let orgId = opened.token.split('!')[0]!;
  const token = sharedToken(opened.token, opened.renew, (found) => checkOrg(found, orgId, login));
  const rest = restClient({ login, instanceUrl, apiVersion, log, retryAttempts, token });
  const answer = await rest.get('/services/oauth2/userinfo').catch((error) => {
    // The login service says of a dead token that it is forbidden.
    throw error instanceof RestError &&
      error.status === 403 &&
      /TOKEN|SESSION/i.test(`${error.code} ${error.said}`)
      ? sessionOver(login, error)
      : error;
  });
  const { organization_id, preferred_username: username } = shaped(userInfo, answer, {
    ...{ what: `${new URL(instanceUrl).host} (GET userinfo)`, check: login.check },
  });
  orgId = organization_id;
  return {
    ...{ org, username, orgId, host: new URL(instanceUrl).host, via: 'api', login, rest, log },
    name: org ?? username,
  };
}

const TOKEN = ['SF_ACCESS_TOKEN', 'SF_INSTANCE_URL'] as const;
const JWT = ['SF_CLIENT_ID', 'SF_JWT_KEY_FILE', 'SF_USERNAME'] as const;

/** Commands that show what the environment holds of a login, without its secret. */
const TOKEN_CHECK = 'printenv SF_INSTANCE_URL';
const JWT_CHECK = 'printenv SF_CLIENT_ID SF_JWT_KEY_FILE SF_USERNAME SF_LOGIN_URL';

/** The login that the environment holds; a UserError lists all that is missing or wrong of one. */
function ownLogin(env: Env): OwnLogin | undefined {
  const token = env.SF_ACCESS_TOKEN;
  const names: readonly string[] = token ? TOKEN : env.SF_CLIENT_ID ? JWT : [];
  const [first] = names;
  if (first === undefined) return undefined;
  const problems = names
    .filter((name) => !env[name])
    .map((name): Problem => ({ message: `${first} is set without ${name}.` }));
  const [url, fallback] = token
    ? (['SF_INSTANCE_URL', undefined] as const)
    : (['SF_LOGIN_URL', 'https://login.salesforce.com'] as const);
  const address = env[url] || fallback;
  if (address !== undefined && !isAddress(address))
    problems.push({
      message: `${url} must be an address such as https://example.my.salesforce.com; http is for this machine only.`,
    });
  const { SF_CLIENT_ID: clientId = '', SF_JWT_KEY_FILE: keyFile = '', SF_USERNAME: username = '' } = env;
  if (problems.length > 0)
    throw new UserError(problems, { exitCode: EXIT.noOrg, next: token ? TOKEN_CHECK : JWT_CHECK });
  if (token) return { kind: 'token', instanceUrl: address!, token };
  return { kind: 'jwt', clientId, keyFile, username, loginUrl: address! };
}

/** True for an address to which a secret may go. */
function isAddress(text: string): boolean {
  const { protocol, hostname } = URL.parse(text) ?? {};
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname!))
  );
}

function ofToken({ instanceUrl, token }: OwnLogin & { kind: 'token' }): Opened {
  const check = TOKEN_CHECK;
  const login: Login = {
    name: 'The session of SF_ACCESS_TOKEN',
    ...{ check, limits: check },
    renewal: {
      hint: 'Set SF_ACCESS_TOKEN to a new token, then continue with `load --resume`.',
      next: check,
    },
  };
  return { login, token, instanceUrl, renew: async () => undefined };
}

async function ofJwt(own: JwtLogin): Promise<Opened> {
  const { username, loginUrl } = own;
  const check = JWT_CHECK;
  const hint = 'Check the connected app and its certificate.';
  const first = await jwtLogin(own).catch((cause: Error) => {
    if (cause instanceof UserError) throw cause;
    const why = (cause.cause as { code?: string } | undefined)?.code ?? cause.message;
    throw new UserError(
      { message: `The JWT login of ${username} at ${loginUrl} failed (${why}).`, hint },
      { exitCode: EXIT.noOrg, next: check, cause },
    );
  });
  const login = {
    name: `The session of ${username}`,
    ...{
      check,
      limits: check,
      renewal: { hint: `${hint} Then continue with \`load --resume\`.`, next: check },
    },
  };
  return { login, ...first, renew: async () => (await jwtLogin(own)).token };
}

/** The session that the CLI keeps of an org; a renewed token is kept as the CLI keeps it. */
async function ofCli(org: OrgName): Promise<Opened> {
  const { AuthInfo, ConfigAggregator, Connection, StateAggregator } = await salesforceCore();
  const { aliases, orgs } = await StateAggregator.getInstance();
  const named = org ?? (await ConfigAggregator.create()).getPropertyValue<string>('target-org') ?? undefined;
  const known = async () => [...Object.keys(aliases.getAll()), ...(await orgs.list()).map(withoutJson)];
  if (named === undefined) throw await unknownOrg(org, { name: 'NoDefaultOrg', message: '' }, known);
  const username = aliases.resolveUsername(named);
  const authInfo = await AuthInfo.create({ username }).catch(async (error: Error) => {
    throw await unknownOrg(named, error, known);
  });
  const { accessToken = '', instanceUrl = '', instanceApiVersion } = authInfo.getFields(true);
  return {
    login: cliLogin(org),
    ...{ token: accessToken, instanceUrl, apiVersion: instanceApiVersion },
    async renew() {
      if (authInfo.isAccessTokenFlow()) return undefined;
      const connection = await Connection.create({ authInfo });
      await connection.refreshAuth();
      return connection.accessToken ?? undefined;
    },
  };
}

const withoutJson = (file: string) => file.replace(/\.json$/, '');

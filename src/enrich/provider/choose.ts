/** Who writes the texts, as asked for. */
export type Asked = 'auto' | 'openai' | 'azure' | 'offline';

/** A server of OpenAI's kind, as the environment names it. */
export interface Server {
  kind: 'openai' | 'azure';
  /** undefined where none is set: needed at the first miss only. */
  apiKey: string | undefined;
  /** undefined means OpenAI's own. */
  baseUrl: string | undefined;
  /** Of Azure's older API, which names its version in each call; undefined for its `/openai/v1` and all others. */
  apiVersion: string | undefined;
  /** The host, for messages. */
  where: string;
  /** The variables that the address and the key come from. */
  urlName?: string;
  keyName?: string;
}

/** No model: by name, or because no key is set for the server that `auto` would have asked. */
export interface Offline {
  kind: 'offline';
  byName: boolean;
  server: Server;
}

export type Choice = Offline | Server;

type Env = Readonly<Record<string, string | undefined>>;

/** The latest stable version of Azure's older API. */
const AZURE_API_VERSION = '2024-10-21';

/** The provider that is meant: `auto` is a server where a key is set for it, else offline. */
export function chooseProvider(asked: Asked, env: Env): Choice {
  const byName = asked === 'offline';
  const azure = asked === 'azure' || (asked !== 'openai' && meansAzure(env));
  const server =
    azure || (asked === 'openai' && isAzureHost(baseUrl(env))) ? azureServer(env) : openaiServer(env);
  if (byName || (asked === 'auto' && !server.apiKey)) return { kind: 'offline', byName, server };
  return server;
}

/** Whether calls can be made: a server of one's own may want no key. */
export function canCall({ kind, apiKey, baseUrl }: Server): boolean {
  return apiKey !== undefined || (kind === 'openai' && baseUrl !== undefined);
}

/** The variable that holds the key of a server. */
export function keyName({ kind }: Server): string {
  return kind === 'azure' ? 'AZURE_OPENAI_API_KEY' : 'OPENAI_API_KEY';
}

function baseUrl(env: Env): string | undefined {
  return env.OPENAI_BASE_URL || env.OPENAI_API_BASE || undefined;
}

function baseUrlName(env: Env): string {
  return env.OPENAI_BASE_URL ? 'OPENAI_BASE_URL' : 'OPENAI_API_BASE';
}

function meansAzure(env: Env): boolean {
  if (env.AZURE_OPENAI_ENDPOINT && env.AZURE_OPENAI_API_KEY) return true;
  return Boolean(env.OPENAI_API_BASE && env.OPENAI_API_VERSION) || isAzureHost(baseUrl(env));
}

function isAzureHost(url: string | undefined): boolean {
  return /(?:^|\.)openai\.azure\.com$/i.test(hostOf(url)?.split(':')[0] ?? '');
}

function openaiServer(env: Env): Server {
  const url = baseUrl(env);
  return {
    kind: 'openai',
    apiKey: env.OPENAI_API_KEY || undefined,
    baseUrl: url,
    apiVersion: undefined,
    where: hostOf(url) ?? (url === undefined ? 'api.openai.com' : 'the server'),
    urlName: baseUrlName(env),
    keyName: 'OPENAI_API_KEY',
  };
}

function azureServer(env: Env): Server {
  const url = (env.AZURE_OPENAI_ENDPOINT || baseUrl(env))?.replace(/\/+$/, '');
  const versionless = url !== undefined && /\/openai\/v1$/.test(url);
  return {
    kind: 'azure',
    apiKey: env.AZURE_OPENAI_API_KEY || env.OPENAI_API_KEY || undefined,
    baseUrl: versionless ? url : url?.replace(/\/openai$/, ''),
    apiVersion: versionless ? undefined : env.OPENAI_API_VERSION || AZURE_API_VERSION,
    where: hostOf(url) ?? 'Azure OpenAI',
    urlName: env.AZURE_OPENAI_ENDPOINT ? 'AZURE_OPENAI_ENDPOINT' : baseUrlName(env),
    keyName: env.AZURE_OPENAI_API_KEY ? 'AZURE_OPENAI_API_KEY' : 'OPENAI_API_KEY',
  };
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).host;
}

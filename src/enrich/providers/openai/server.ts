import type { Env, Server } from '../provider.ts';

/** The latest stable version of Azure's older API. */
const AZURE_API_VERSION = '2024-10-21';

/** The server that the environment means where no provider is named. */
export function serverMeant(env: Env): Server {
  return meansAzure(env) ? azureServer(env) : openaiServer(env);
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

/** OpenAI's server or one that speaks its API; a host of Azure's is Azure's. */
export function openaiServer(env: Env): Server {
  const url = baseUrl(env);
  if (isAzureHost(url)) return azureServer(env);
  return {
    kind: 'openai',
    apiKey: env.OPENAI_API_KEY || undefined,
    keyless: url !== undefined,
    baseUrl: url,
    apiVersion: undefined,
    where: hostOf(url) ?? (url === undefined ? 'api.openai.com' : 'the server'),
    urlName: baseUrlName(env),
    keyName: 'OPENAI_API_KEY',
  };
}

export function azureServer(env: Env): Server {
  const url = (env.AZURE_OPENAI_ENDPOINT || baseUrl(env))?.replace(/\/+$/, '');
  const versionless = url !== undefined && /\/openai\/v1$/.test(url);
  const otherKey = !env.AZURE_OPENAI_API_KEY && env.OPENAI_API_KEY;
  return {
    kind: 'azure',
    apiKey: env.AZURE_OPENAI_API_KEY || env.OPENAI_API_KEY || undefined,
    keyless: false,
    baseUrl: versionless ? url : url?.replace(/\/openai$/, ''),
    apiVersion: versionless ? undefined : env.OPENAI_API_VERSION || AZURE_API_VERSION,
    where: hostOf(url) ?? 'Azure OpenAI',
    urlName: env.AZURE_OPENAI_ENDPOINT ? 'AZURE_OPENAI_ENDPOINT' : baseUrlName(env),
    keyName: otherKey ? 'OPENAI_API_KEY' : 'AZURE_OPENAI_API_KEY',
  };
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).host;
}

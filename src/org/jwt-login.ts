import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { EXIT, UserError } from '../shared/errors.ts';

/** A connected app with a certificate, and the user to log in. */
export interface JwtLogin {
  clientId: string;
  /** A file with the private key of the app's certificate, as PEM. */
  keyFile: string;
  username: string;
  loginUrl: string;
}

const granted = z.object({ access_token: z.string().min(1), instance_url: z.string().min(1) });
const refused = z.object({ error: z.string(), error_description: z.string().optional() });

const TIMEOUT_MS = 60_000;

/**
 * Logs a user in by a signed token and keeps nothing on the disk. Throws an Error with the login service's words. Source:
 * Salesforce Help, "OAuth 2.0 JWT Bearer Flow for Server-to-Server Integration".
 */
export async function jwtLogin({ clientId, keyFile, username, loginUrl }: JwtLogin) {
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(clientId)
    .setSubject(username)
    .setAudience(audienceOf(loginUrl))
    .setExpirationTime('3 minutes')
    .sign(privateKeyIn(keyFile));
  const response = await fetch(new URL('/services/oauth2/token', loginUrl), {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const found = granted.safeParse(answer);
  if (found.success) return { token: found.data.access_token, instanceUrl: found.data.instance_url };
  const { data } = refused.safeParse(answer);
  throw new Error(data ? (data.error_description ?? data.error) : `It answered ${response.status}.`);
}

function privateKeyIn(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new UserError(
      { message: "The file isn't a private key in PEM format.", place: { file } },
      { exitCode: EXIT.noOrg, cause },
    );
  }
}

/** Whom the token is for: not the org's own address, but the login service of its kind. */
function audienceOf(loginUrl: string): string {
  const { hostname } = new URL(loginUrl);
  if (!/(?:^|\.)(?:salesforce|force)\.com$/.test(hostname)) return loginUrl;
  const isSandbox = hostname === 'test.salesforce.com' || hostname.includes('.sandbox.');
  return `https://${isSandbox ? 'test' : 'login'}.salesforce.com`;
}

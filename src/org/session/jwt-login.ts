import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { EXIT, UserError } from '../../shared/errors.ts';
import { shellWord } from '../../shared/shell-words.ts';

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

/** A command that says if a file is a private key, and prints nothing of it. */
const checkOf = (file: string) => `openssl pkey -noout -in ${shellWord(file)}`;

/** The private key in a file; what keeps it from being one is a UserError, which never holds a part of the file. */
function privateKeyIn(file: string): KeyObject {
  const text = readKeyFile(file);
  const wrong = (message: string, hint: string, next: string) =>
    new UserError({ message, place: { file }, hint }, { exitCode: EXIT.noOrg, next });
  // PKCS #8 states it in its name, the older form in a header.
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4,ENCRYPTED/.test(text))
    throw wrong(
      'The private key has a passphrase.',
      'Set SF_JWT_KEY_FILE to a copy without one, which only you can read.',
      `openssl pkey -in ${shellWord(file)} -out ${shellWord(`${file}.plain`)}`,
    );
  const other = /BEGIN (CERTIFICATE REQUEST|CERTIFICATE|(?:RSA )?PUBLIC KEY)/.exec(text)?.[1]?.toLowerCase();
  if (other !== undefined && !text.includes('PRIVATE KEY'))
    throw wrong(
      `The file is a ${other.replace('rsa', 'RSA')}, and a login needs the private key that belongs to it.`,
      'Set SF_JWT_KEY_FILE to the file of the private key.',
      checkOf(file),
    );
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    throw wrong(
      "The file isn't a private key in PEM format.",
      'It begins with -----BEGIN PRIVATE KEY-----; set SF_JWT_KEY_FILE to such a file.',
      checkOf(file),
    );
  }
  if (key.asymmetricKeyType === 'rsa') return key;
  throw wrong(
    `The private key is of type ${key.asymmetricKeyType}, and Salesforce takes RSA keys.`,
    'Make an RSA key with a certificate, and upload the certificate to the connected app.',
    'openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.crt -days 365',
  );
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'No such file.',
  ENOTDIR: 'No such file.',
  EACCES: "You don't have permission to read the file.",
  EPERM: "You don't have permission to read the file.",
  EISDIR: 'This is a folder; it must be a file.',
};

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const message = UNREADABLE[code] ?? `The file can't be read (${code}).`;
    throw new UserError(
      { message, place: { file }, hint: 'SF_JWT_KEY_FILE names it.' },
      { exitCode: EXIT.noOrg, next: `ls -ld ${shellWord(file)}` },
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

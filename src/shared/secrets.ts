import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { secretsIn } from './secret-forms.ts';

const SECRET_NAME = /key|token|secret|passw|credential|auth_url/i;
/** A variable that contains the path of a file isn't a secret, such as GNOME_KEYRING_CONTROL. */
const FILE_NAME = /(?:file|path|dir|folder)$/i;
const isPath = (name: string, value: string): boolean =>
  FILE_NAME.test(name) || (isAbsolute(value) && existsSync(value));
const MASK = '***';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Removes secrets from a text that is printed or stored: values of variables with secret-sounding names and passwords
 * in URLs of any variable, also encoded and in pieces; keys and Salesforce tokens by their form; and credentials
 * before an @ in any URL.
 */
export function withoutSecrets(text: string, env: Env, mask: string = MASK): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of secretsIn(text, secretsOf(env))) {
    masked += text.slice(at, start) + mask;
    at = end;
  }
  masked += text.slice(at);
  return masked
    .replaceAll(/\bforce:\/\/[^\s'"]+/gi, `force://${mask}`)
    .replaceAll(/\b5Aep[\w.]{6,}/g, mask)
    .replaceAll(/([a-z][a-z\d+.-]{0,30}:\/\/)[^\s/?#'"]{1,500}(?:@|%40)/gi, `$1${mask}@`)
    .replaceAll(/\b(?:sk|sess)-[\w*-]{6,}/g, mask)
    .replaceAll(/\b00D\w{12,15}![\w.]+/g, mask)
    .replaceAll(BEARER, `$1${mask}`)
    .replaceAll(new RegExp(`([?&]${NAME}=)[^\\s&'"]+`, 'gi'), `$1${mask}`);
}

/** A token after its keyword. Texts may mention bearer bonds: outside of a header, a token must have a digit. */
const BEARER = /(\bauthorization\W{1,6}bearer +|\bbearer +(?=[^\s'"]{0,400}\d)(?=[^\s'"]{8}))[^\s'"]+/gi;

/** The secrets in the environment. */
function secretsOf(env: Env): string[] {
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (!value) continue;
    if (SECRET_NAME.test(name) && !isPath(name, value) && value.length >= 6) {
      secrets.add(value);
      secrets.add(value.trim());
    }
    const user = /^\s*[a-z][a-z\d+.-]*:\/\/([^/?#]*)@/i.exec(value)?.[1];
    if (user === undefined) continue;
    // A username before a password isn't a secret; without a password, it may be a token.
    const secret = user.slice(user.indexOf(':') + 1);
    for (const one of [user, secret, decoded(secret)]) secrets.add(one);
  }
  return [...secrets].filter((secret) => secret !== '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const NAME = String.raw`[\w.-]{0,60}(?:key|token|secret|passw(?:or)?d)[\w.-]{0,60}`;
const STATED = new RegExp(`^(-*${NAME}=).+`, 'is');
const FLAG = new RegExp(`^--${NAME}$`, 'i');

/** The words of a command line without the values of secret-sounding flags and options. */
export function wordsWithoutSecrets(argv: readonly string[]): string[] {
  return argv.map((word, i) =>
    FLAG.test(argv[i - 1] ?? '') && !word.startsWith('-') ? MASK : word.replace(STATED, `$1${MASK}`),
  );
}

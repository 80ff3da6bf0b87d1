import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { secretsIn } from './secret-forms.ts';

const SECRET_NAME = /key|token|secret|passw|credential|auth_url/i;
/** A variable that names a file has no secret in its value, such as GNOME_KEYRING_CONTROL. */
const FILE_NAME = /(?:file|path|dir|folder)$/i;
const isPath = (name: string, value: string): boolean =>
  FILE_NAME.test(name) || (isAbsolute(value) && existsSync(value));
const MASK = '***';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Text without secrets, for all that is printed or stored: values of variables whose name says so and passwords in
 * URLs of any variable, also in other codings and in pieces; keys and Salesforce's tokens by their form; what stands before an @ in any URL.
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

/** A token behind its word. Texts of models speak of bearer bonds: outside of a header, only what has a digit is a token. */
const BEARER = /(\bauthorization\W{1,6}bearer +|\bbearer +(?=[^\s'"]{0,400}\d)(?=[^\s'"]{8}))[^\s'"]+/gi;

/** The secrets that the environment holds. */
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
    // A name before a password is no secret; one without may be a token.
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

/** The words of a command line without what is said of a flag or an option whose name says that it is secret. */
export function wordsWithoutSecrets(argv: readonly string[]): string[] {
  return argv.map((word, i) =>
    FLAG.test(argv[i - 1] ?? '') && !word.startsWith('-') ? MASK : word.replace(STATED, `$1${MASK}`),
  );
}

const SECRET_NAME = /key|token|secret|passw|auth_url/i;
const MASK = '***';

/** Text without secrets: values of variables and flags whose name says so, keys by their form, passwords in URLs. */
export function withoutSecrets(text: string, env: Readonly<Record<string, string | undefined>>): string {
  let masked = text;
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value.length < 6 || !SECRET_NAME.test(name)) continue;
    for (const form of new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]))
      masked = masked.replaceAll(form, MASK);
  }
  return masked
    .replaceAll(/([a-z][a-z\d+.-]*:\/\/)[^\s/?#@'"]+@/gi, `$1${MASK}@`)
    .replaceAll(/\b(?:sk|sess)-[\w*-]{6,}/g, MASK)
    .replaceAll(/\b00D\w{12,15}![\w.]+/g, MASK)
    .replaceAll(/\bBearer +[^\s'"]+/gi, `Bearer ${MASK}`)
    .replaceAll(new RegExp(`([?&]${NAME}=)[^\\s&'"]+`, 'gi'), `$1${MASK}`);
}

const NAME = String.raw`[\w.-]*(?:key|token|secret|passw(?:or)?d)[\w.-]*`;
const STATED = new RegExp(`^(-*${NAME}=).+`, 'is');
const FLAG = new RegExp(`^--${NAME}$`, 'i');

/** The words of a command line without what is said of a flag or an option whose name says that it is secret. */
export function wordsWithoutSecrets(argv: readonly string[]): string[] {
  return argv.map((word, i) =>
    FLAG.test(argv[i - 1] ?? '') && !word.startsWith('-') ? MASK : word.replace(STATED, `$1${MASK}`),
  );
}

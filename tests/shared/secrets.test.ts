import { expect, it } from 'vitest';
import { withoutSecrets, wordsWithoutSecrets } from '../../src/shared/secrets.ts';

const env = { OPENAI_API_KEY: 'correct horse/1', SF_ORG_ALIAS: 'my-scratch-org', SHORT_KEY: 'x' };

it.each([
  ['401 for correct horse/1', '401 for ***'],
  ['?k=correct%20horse%2F1', '?k=***'],
  ['https://user:pass@host/v1', 'https://***@host/v1'],
  ['https://user@host/v1', 'https://***@host/v1'],
  ['sk-proj-abcdef123', '***'],
  ['Authorization: Bearer abc.def', 'Authorization: Bearer ***'],
  ['{"authorization":"bearer abcdef"}', '{"authorization":"bearer ***"}'],
  ['the header Bearer eyJhbGciOi1.e30', 'the header Bearer ***'],
  ['Bearer bonds and bearer shares', 'Bearer bonds and bearer shares'],
  ['the bearer of the 2024 certificate', 'the bearer of the 2024 certificate'],
  ['00D5g00000ABCDEFGH!AQcAQ.abc', '***'],
  ['a force://PlatformCLI::5Aep861abcdef.GH@x.my.salesforce.com b', 'a force://*** b'],
  ['force://PlatformCLI::5Aep861abc', 'force://***'],
  ['refresh 5Aep861KVKLgxGFabc.D1 ends', 'refresh *** ends'],
  ['load output/seed-42 --target-org my-scratch-org', 'load output/seed-42 --target-org my-scratch-org'],
  ['the key of an object', 'the key of an object'],
  ['the token belongs here', 'the token belongs here'],
])('%s', (text, masked) => expect(withoutSecrets(text, env)).toBe(masked));

it('the place of a keyring is no secret, and a key that looks like a path is one', () => {
  const places = { GNOME_KEYRING_CONTROL: import.meta.dirname, API_KEY: '/wJalrXUtnFEMI/K7MDENG' };
  expect(withoutSecrets(`${import.meta.dirname}/a.csv`, places)).toBe(`${import.meta.dirname}/a.csv`);
  expect(withoutSecrets('401 for /wJalrXUtnFEMI/K7MDENG', places)).toBe('401 for /***');
});

it.each([
  [
    ['--option', 'api_key=123 456'],
    ['--option', 'api_key=***'],
  ],
  [
    ['--api-key', '1 2', 'next'],
    ['--api-key', '***', 'next'],
  ],
  [
    ['--api-key=1', 'load'],
    ['--api-key=***', 'load'],
  ],
  [
    ['--set', 'key_prefix=X_'],
    ['--set', 'key_prefix=***'],
  ],
  [
    ['--only', 'Account', '--seed', '7'],
    ['--only', 'Account', '--seed', '7'],
  ],
])('%j', (argv, masked) => expect(wordsWithoutSecrets(argv)).toEqual(masked));

const KEY = 'sk-test-0123456789AbCdEf';
const PASSWORD = 'p@ss/Word-9!';
const secret = {
  OPENAI_API_KEY: KEY,
  HTTPS_PROXY: `http://proxyuser:${encodeURIComponent(PASSWORD)}@proxy.example.com:3128`,
};
const base64 = (text: string) => Buffer.from(text).toString('base64');
const hex = (text: string) => Buffer.from(text).toString('hex');
const escaped = (text: string, code: (character: string) => string) => [...text].map(code).join('');
const unit = (character: string) => character.charCodeAt(0).toString(16);

it.each([
  ['as it is', KEY],
  ['in capitals', KEY.toUpperCase()],
  ['in base64', base64(KEY)],
  ['in base64 within more', base64(`ab${KEY}z`)],
  ['in base64 of URLs', Buffer.from(`x${KEY}`).toString('base64url')],
  ['in base64 on several lines', base64(`user:${KEY}`).replaceAll(/(.{8})/g, '$1\n')],
  ['in hexadecimal', hex(KEY)],
  ['in hexadecimal with spaces and capitals', hex(KEY).toUpperCase().replaceAll(/(..)/g, '$1 ')],
  ['escaped for URLs', escaped(KEY, (one) => `%${unit(one)}`)],
  ['escaped for URLs twice', escaped(KEY, (one) => `%25${unit(one)}`)],
  ['escaped for JSON', escaped(KEY, (one) => `\\u00${unit(one)}`)],
  ['escaped for HTML', escaped(KEY, (one) => `&#${one.charCodeAt(0)};`)],
  ['escaped for HTML in hexadecimal', escaped(KEY, (one) => `&#x${unit(one)};`)],
  ['between tags', `${KEY.slice(0, 9)}<b class="x">${KEY.slice(9)}</b>`],
  ['split by spaces', escaped(KEY, (one) => `${one} `)],
  ['split by line ends', `${KEY.slice(0, 12)}\r\n${KEY.slice(12)}`],
  ['split by line ends that are escaped', `${KEY.slice(0, 12)}\\n${KEY.slice(12)}`],
  ['in two pieces', `${KEY.slice(0, 13)} until ${KEY.slice(12)}`],
  ['backwards', [...KEY].reverse().join('')],
])("a key %s isn't shown", (_, form) => {
  const shown = withoutSecrets(`The key is [${form}], sorry.`, secret);
  expect(shown).toMatch(/^The key is \[/);
  expect(shown).toMatch(/\], sorry\.$/);
  const letters = (text: string) => text.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
  for (let at = 0; at + 10 <= letters(form).length; at++)
    expect(letters(shown)).not.toContain(letters(form).slice(at, at + 10));
});

it.each([
  ['as it is', PASSWORD],
  ['as it stands in the URL', encodeURIComponent(PASSWORD)],
  ['in base64 with its user', base64(`proxyuser:${PASSWORD}`)],
  ['in JSON', JSON.stringify({ PASSWORD })],
])("the password of a proxy %s isn't shown", (_, form) => {
  const shown = withoutSecrets(`407 from proxy.example.com: ${form}`, secret);
  expect(shown).toContain('407 from proxy.example.com: ');
  expect(shown).not.toMatch(/Word|word|p%40ss/);
  expect(shown).not.toContain(base64(PASSWORD).slice(2, 10));
});

it.each([
  ['any', 'is not for any of these'],
  ['ollama', 'ollama has no such model'],
  ['hunter22', 'hunter223 is a word that begins so'],
])('a key that is "%s" leaves other words alone', (OPENAI_API_KEY, text) =>
  expect(withoutSecrets(text, { OPENAI_API_KEY })).toBe(text),
);

it('a short key is a word', () =>
  expect(withoutSecrets('wrong key: hunter22.', { OPENAI_API_KEY: 'hunter22' })).toBe('wrong key: ***.'));

it('other text stays, however it is escaped', () => {
  const text = '{"a":"1 \\u0041 <b>100%</b> &amp; %20 c:\\new"} sha256 0123456789';
  expect(withoutSecrets(text, { OPENAI_API_KEY: 'sk-none-of-these-are-in-it' })).toBe(text);
});

it('a long text takes time in proportion to its length', () => {
  for (const part of ['&', '%', '<', '\\', ' ', 'a', 'http://', '?key', 'Bearer '])
    expect(withoutSecrets(part.repeat(400_000 / part.length), secret).length).toBeGreaterThan(300_000);
});

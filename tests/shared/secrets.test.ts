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
  ['00D5g00000ABCDEFGH!AQcAQ.abc', '***'],
  ['load output/seed-42 --target-org my-scratch-org', 'load output/seed-42 --target-org my-scratch-org'],
  ['the key of an object', 'the key of an object'],
  ['the token belongs here', 'the token belongs here'],
])('%s', (text, masked) => expect(withoutSecrets(text, env)).toBe(masked));

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

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case, testCases } from './run-case.ts';

/** An `sf` that prints one thing, whatever it is asked. */
const oddSf = (printed: string) => (folder: string) => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'printed'), printed);
  const script = `#!/bin/sh\ncat "${join(folder, 'printed')}"\n`;
  writeFileSync(join(folder, 'bin/sf'), script);
  chmodSync(join(folder, 'bin/sf'), 0o755);
};
const env = { PATH: `bin:${process.env.PATH}` };

const odd = (variant: string, printed: string, says: string): Case => ({
  name: `fault-46-sf-odd-answer ${variant}`,
  before: oddSf(printed),
  env,
  run: [['setup', '-o', 'x']],
  exitCode: 4,
  says: [says],
});

testCases([
  {
    name: 'fault-46-sf-odd-answer',
    before: oddSf('null\n'),
    env,
    run: [
      ['generate', '--recipe', 'one.yml', '--output', 'o', '--quiet'],
      ['load', 'o', '-o', 'x'],
    ],
    exitCode: 4,
    says: ['The Salesforce CLI cannot open x (NoAnswer): `sf` printed "null"'],
  },
  odd('shape', '{"status":0,"result":{"id":5,"accessToken":"00D!x"}}', '`sf org display` gave an answer'),
  {
    ...odd(
      'address',
      '{"status":0,"result":{"id":"00D","username":"u","instanceUrl":"","accessToken":"00D!x"}}',
      'instanceUrl',
    ),
    run: [['cleanup', '-o', 'x']],
  },
  {
    ...odd('page', '<html><body>Sign in</body></html>', '`sf` printed "<html>'),
    run: [['catalog', 'check', '-o', 'x']],
  },
]);

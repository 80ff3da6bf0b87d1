import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const ACCOUNT = '- object: Account\n  fields:\n    Name: A\n';

/** Changes the recipe of a case. */
const edit =
  (...changes: [string, string][]) =>
  (folder: string) => {
    const file = join(folder, 'trip.yml');
    let text = readFileSync(file, 'utf8');
    for (const [from, to] of changes) text = text.replace(from, to);
    writeFileSync(file, text);
  };

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
    says: ['The Salesforce CLI can\'t open x (NoAnswer): `sf` printed "null"'],
  },
  odd(
    'shape',
    '{"status":0,"result":{"id":5,"accessToken":"00D!x"}}',
    '`sf org display` gave an unexpected answer',
  ),
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
  {
    name: 'required-of-an-imported-catalog is held by a strict recipe',
    run: [['generate', '--config', 'trip.config.yml', '--output', 'o']],
    exitCode: 2,
    says: ["trip.yml:3:3: Trip__c requires the field `Account__c`, which this template doesn't set."],
    files: { o: null },
  },
  {
    name: 'required-of-an-imported-catalog is held in each row',
    before: edit(
      ['fields: {', 'fields: {Account__c: {reference: Account}, '],
      ['- object: T', `${ACCOUNT}- object: T`],
    ),
    run: [['generate', '--config', 'trip.config.yml', '--output', 'o']],
    exitCode: 2,
    says: [/trip\.yml:8:\d+ \(TESTDATA_TRIP_42_Trip0000002\): Trip__c\.Level__c is required and blank\./],
    files: { 'o/generated/manifest.json': null },
  },
  {
    name: 'required-of-an-imported-catalog is told by verify',
    before: edit(['- catalog: strict\n', '']),
    run: [
      ['generate', '--config', 'trip.config.yml', '--output', 'o'],
      ['verify', 'o', '--config', 'trip.config.yml'],
    ],
    exitCode: 0,
    says: [
      'Trip__c.csv:1: Trip__c requires the field Account__c, but the file has no such column.',
      'Level__c: the field is required and blank.',
    ],
  },
]);

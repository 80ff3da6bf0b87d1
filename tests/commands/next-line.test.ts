import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextLine } from '../../src/commands/output/next-line.ts';

const installed = '/usr/bin/sfdc-datagen';

describe('the command to run next', () => {
  it.each<[title: string, next: string, argv: string[], line: string]>([
    ['is as it was written', 'sfdc-datagen enrich out', ['load', 'out'], 'sfdc-datagen enrich out'],
    ['of another program stays', 'sf org list', ['load', '--config', 'a.yml'], 'sf org list'],
    [
      'keeps the configuration',
      "sfdc-datagen enrich 'my set'",
      ['load', 'my set', '--config', 'my team.yml'],
      "sfdc-datagen enrich 'my set' --config 'my team.yml'",
    ],
    [
      'keeps what tells which data set',
      'sfdc-datagen generate',
      ['enrich', '--seed=7', '--recipe', 'minimal'],
      'sfdc-datagen generate --recipe minimal --seed 7',
    ],
    ['but not where no data set is', 'sfdc-datagen setup', ['load', '--seed', '7'], 'sfdc-datagen setup'],
    [
      'keeps what the same command was told',
      'sfdc-datagen load out --target-org qa --resume',
      ['load', '--only', 'Account,Contact', '--as-of=today', '--org', 'qa', 'out'],
      'sfdc-datagen load out --target-org qa --resume --as-of today --only Account,Contact',
    ],
    [
      'keeps the org',
      'sfdc-datagen cleanup --prefix A_1_',
      ['cleanup', 'out', '-o', 'my org'],
      "sfdc-datagen cleanup --prefix A_1_ --target-org 'my org'",
    ],
    [
      'keeps the org of a look at it',
      'sf org display',
      ['load', '--org=qa'],
      'sf org display --target-org qa',
    ],
    ['but not several', 'sf org display', ['load', '--org', 'a,b'], 'sf org display'],
    [
      'nor where none is asked',
      'sfdc-datagen verify out',
      ['load', '--org', 'qa'],
      'sfdc-datagen verify out',
    ],
    ['asks for help alone', 'sfdc-datagen load --help', ['load', '--only', 'x'], 'sfdc-datagen load --help'],
    [
      'but no other',
      'sfdc-datagen enrich out',
      ['load', '--only', 'Account', '--as-of', 'today', 'out'],
      'sfdc-datagen enrich out',
    ],
    [
      'keeps how texts are written',
      'sfdc-datagen enrich out',
      ['enrich', '--batch', '--max-cost', '3', '--no-cache', '--refresh', '--seed=7'],
      'sfdc-datagen enrich out --seed 7 --max-cost 3 --batch --no-cache',
    ],
    [
      'states nothing twice',
      'sfdc-datagen generate --seed 8',
      ['enrich', '--seed', '7'],
      'sfdc-datagen generate --seed 8',
    ],
    [
      'keeps what rows are made from',
      'sfdc-datagen generate --output set-2',
      ['generate', '--option', 'a=1', '--option=b=2', '--accounts', '3', '--output', 'set'],
      'sfdc-datagen generate --output set-2 --accounts 3 --option a=1 --option b=2',
    ],
  ])('%s', (_, next, argv, line) => expect(nextLine(next, argv, { env: {}, script: installed })).toBe(line));

  it.each<[title: string, env: Record<string, string>, script: string, program: string]>([
    ['installed for all', {}, installed, 'sfdc-datagen'],
    ['installed in a folder', {}, '/x/node_modules/.bin/sfdc-datagen', 'npx sfdc-datagen'],
    [
      'by the script of a clone',
      { SFDC_DATAGEN_PROGRAM: './sfdc-datagen' },
      '/x/src/cli.ts',
      './sfdc-datagen',
    ],
    ['by a script in another folder', { SFDC_DATAGEN_PROGRAM: '/a b/x' }, '/x/src/cli.ts', "'/a b/x'"],
    ['by node', {}, join(process.cwd(), 'src/cli.ts'), 'node src/cli.ts'],
    ['by node from elsewhere', {}, '/a b/src/cli.ts', "node '/a b/src/cli.ts'"],
  ])('begins with the program %s', (_, env, script, program) =>
    expect(nextLine('sfdc-datagen generate', [], { env, script })).toBe(`${program} generate`),
  );

  it.each([
    [{ env: { SFDC_DATAGEN_PROGRAM: './sfdc-datagen' }, script: '' }, join(process.cwd(), 'sfdc-datagen')],
    [{ env: {}, script: join(process.cwd(), 'src/cli.ts') }, `node ${join(process.cwd(), 'src/cli.ts')}`],
  ])('of %j has its whole path in another folder', (caller, program) =>
    expect(nextLine('sfdc-datagen generate', [], { ...caller, folder: '/tmp' })).toBe(`${program} generate`),
  );
});

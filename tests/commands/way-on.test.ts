import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { withWayOn } from '../../src/commands/output/way-on.ts';
import { type Problem, UserError } from '../../src/shared/errors.ts';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';

const COMMANDS = ['generate', 'export', 'load', 'catalog', 'verify'];

function wayOn(line: string, problems: Problem[], next?: string): string | undefined {
  return withWayOn(new UserError(problems, next === undefined ? {} : { next }), line.split(' '), COMMANDS)
    .next;
}

const problem = (file: string | undefined, typed?: string, instead = 'right'): Problem => ({
  message: `${file ?? ''} is wrong${typed === undefined ? '' : `: ${typed}`}.`,
  ...(file === undefined ? {} : { place: { file } }),
  ...(typed === undefined ? {} : { meant: { typed, instead } }),
});

describe('the next command of a mistake on the command line', () => {
  it.each<[title: string, line: string, problems: Problem[], next: string | undefined]>([
    [
      'corrects the value of a flag',
      'export ds --only wrnog',
      [problem('--only', 'wrnog')],
      'export ds --only right',
    ],
    [
      'after an equals sign, too',
      'export ds --only=wrnog',
      [problem('--only', 'wrnog')],
      'export ds --only=right',
    ],
    [
      'corrects one of a list',
      'export --only a,wrnog,b',
      [problem('--only', 'wrnog')],
      'export --only a,right,b',
    ],
    [
      'corrects a part of a setting',
      'generate --set a.wrnog=wrnog2',
      [problem('--set', 'wrnog')],
      'generate --set a.right=wrnog2',
    ],
    [
      'corrects several mistakes at once',
      'export --only wrnog --skip worng',
      [problem('--only', 'wrnog'), problem('--skip', 'worng', 'Task')],
      'export --only right --skip Task',
    ],
    [
      'changes no other flag',
      'export wrnog --only wrnog',
      [problem('--only', 'wrnog')],
      'export wrnog --only right',
    ],
    [
      'corrects a word without a flag',
      'catalog show wrnog',
      [problem(undefined, 'wrnog')],
      'catalog show right',
    ],
    ['corrects a flag', 'generate --wrnog=4', [problem(undefined, '--wrnog', '--seed')], 'generate --seed=4'],
    ['corrects a choice', 'export --format=wrnog', [problem(undefined, 'wrnog')], 'export --format=right'],
    ['corrects a file', 'load --file a/wrnog', [problem('a/wrnog', 'a/wrnog', 'a/b')], 'load --file a/b'],
    [
      'is help if one has no correction',
      'export --only a,b',
      [problem('--only', 'a'), problem('--only')],
      'export --help',
    ],
    ['is help for a file that was named', 'load --file=nosuch', [problem('nosuch')], 'load --help'],
    ['is none for a name in a file', 'generate --config c.yml', [problem('d.yml', 'c.yml')], undefined],
    ['is none for what the line has nothing to do with', 'load', [problem('a.csv')], undefined],
    ['is none without a command', '--only a', [problem('--only')], undefined],
  ])('%s', (_, line, problems, next) => expect(wayOn(line, problems)).toBe(next && `sfdc-datagen ${next}`));

  it.each<[title: string, problems: Problem[], next: string]>([
    ['stays, where the error names one', [problem('--only')], 'sf org list'],
    ['stays, if the mistake is not on the line', [problem(undefined, 'elsewhere')], 'sf org list'],
    ['gives way to a correction', [problem('--only', 'wrnog')], 'sfdc-datagen load --only right'],
  ])('%s', (_, problems, next) => expect(wayOn('load --only wrnog', problems, 'sf org list')).toBe(next));
});

test.each<[line: string, files: Record<string, string>, next: string]>([
  ['generate --recipe minmal', {}, 'generate --recipe minimal'],
  ['generate --config peple', {}, 'generate --config people'],
  ['generate --config nosuch', {}, 'generate --help'],
  ['generate --config nosuch.yml', {}, 'generate --help'],
  ['generate --recipe mine.yml', { 'mien.yml': '' }, 'generate --recipe mien.yml'],
  ['enrich --config c.yml', { 'c.yml': 'sed: 4' }, 'config show --config c.yml'],
  ['enrich --seed x', {}, 'config show'],
  ['generate --density ritch=3,rich=7', {}, 'generate --density rich=3,rich=7'],
  ['genrate --seed 4 --accounts 3', {}, 'generate --seed 4 --accounts 3'],
  ['org --port 99999', {}, 'org --help'],
  [
    'generate --recipe r.yml --option n=1 --output x',
    { 'r.yml': '- option: n\n- object: Thing\n  fields: {a: {fake: naem}}' },
    'generate --validate-only --recipe r.yml --option n=1',
  ],
  [
    'generate --recipe r.yml',
    { 'r.yml': '- object: Thing\n  fields: {a: "${{1/(id - 1)}}"}' },
    'generate --dry-run --recipe r.yml',
  ],
])('%s leads on', (line, files, next) =>
  inFolder((cwd) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const { stderr } = cli(line.split(' '), { cwd });
    expect(stderr).toMatch(/^Next: .*$/m);
    expect(/^Next: \S+ (.*)$/m.exec(stderr)![1]).toBe(next);
  }),
);

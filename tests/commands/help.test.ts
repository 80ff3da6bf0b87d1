import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';

const names = Object.keys(COMMANDS);

describe('help', () => {
  it('lists all commands by what they are for', () => {
    const { stdout } = cli(['--help']);
    const titles = [...stdout.matchAll(/^([A-Z][\w ]+):$/gm)].map(([, title]) => title);
    expect(titles.slice(0, 3)).toEqual(['Make data', 'Into an org', 'Inspect and configure']);
    expect([...stdout.matchAll(/^sfdc-datagen ([a-z]+)/gm)].map(([, name]) => name)).toEqual(names);
  });

  it.each(names)('of %s fits into 110 columns, and ends with examples that can be typed', (name) => {
    const { status, stdout } = cli([name, '--help']);
    expect([status, Math.max(...stdout.split('\n').map((line) => line.length)) < 110]).toEqual([0, true]);
    // Every option has a title of its own, and what all commands have comes last.
    expect([...stdout.matchAll(/^(\w[\w ]+):$/gm)].map(([, title]) => title).slice(-2)).toEqual([
      'Everywhere',
      'Examples',
    ]);
    const examples = stdout.slice(stdout.indexOf('Examples:')).trim().split('\n').slice(1);
    expect(examples.length).toBe(COMMANDS[name]!.examples.length);
    const options = [...stdout.matchAll(/--([a-z][a-z-]+)/g)].map(([flag]) => flag);
    for (const flag of examples.join(' ').match(/--[a-z-]+/g) ?? []) expect(options).toContain(flag);
  });
});

describe('completion', () => {
  it('is one document with --json', () => {
    const { shell, script } = JSON.parse(cli(['completion', 'bash', '--json']).stdout);
    expect([shell, script]).toEqual(['bash', cli(['completion', 'bash']).stdout]);
  });

  const scripts: Record<string, string> = {};
  beforeAll(() => {
    for (const shell of ['bash', 'zsh', 'fish']) scripts[shell] = cli(['completion', shell]).stdout;
  });

  /** What bash offers at the end of a line; a last blank begins a new word. */
  const offered = (line: string) =>
    inFolder((home) => {
      mkdirSync(join(home, '.sfdx'));
      const aliases = { orgs: { qa: 'qa@example.com', 'my-dev': 'dev@example.com' } };
      writeFileSync(join(home, '.sfdx/alias.json'), JSON.stringify(aliases, null, 2));
      const words = line.split(' ');
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const script = `${scripts.bash}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _sfdc_datagen; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync('bash', ['-c', script], {
        encoding: 'utf8',
        env: { HOME: home, PATH: process.env.PATH },
      });
      expect(stderr).toBe('');
      return stdout.split('\n').filter(Boolean);
    });

  it.each<[line: string, words: string[]]>([
    ['sfdc-datagen val', ['validate']],
    ['sfdc-datagen ', names],
    ['sfdc-datagen enrich --prov', ['--provider']],
    ['sfdc-datagen enrich --provider ', ['auto', 'openai', 'azure', 'offline']],
    ['sfdc-datagen export --format = t', ['tree']],
    ['sfdc-datagen generate --industries high', ['high_tech']],
    ['sfdc-datagen verify --recipe min', ['minimal']],
    ['sfdc-datagen load --target-org ', ['qa', 'my-dev']],
    ['sfdc-datagen load -o q', ['qa']],
    ['sfdc-datagen catalog ch', ['check']],
    ['sfdc-datagen completion f', ['fish']],
    ['sfdc-datagen load --file ', []],
    ['sfdc-datagen load out', []],
  ])('of bash: %s', async (line, words) => expect(await offered(line)).toEqual(words));

  it.each(['bash', 'zsh', 'fish'])('of %s knows every command and option', (shell) => {
    const script = scripts[shell]!;
    for (const name of names) expect(script).toMatch(new RegExp(`\\b${name}\\b`));
    for (const flag of ['target-org', 'update-input-file', 'max-cost', 'config', 'quiet'])
      expect(script).toMatch(shell === 'fish' ? `-l ${flag}` : `--${flag}`);
  });
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';

/** `config show` in a folder with a configuration and an `.env`. */
function show(args: string[] = [], env: Record<string, string> = {}) {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'config.yml'), 'seed: 7\ngeneration: {contacts_per_account: 3}\n');
    writeFileSync(join(folder, '.env'), 'DEFAULT_BATCH_SIZE=5\nDEFAULT_ACCOUNT_COUNT=11\n');
    return cli(['config', 'show', ...args], { cwd: folder, env });
  });
}

describe('config show', () => {
  it('prints each setting and where it came from', async () => {
    const { stdout, stderr, status } = await show([], { DEFAULT_ACCOUNT_COUNT: '12' });
    expect([status, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n').map((line) => line.replace(/ +# /, ' # '));
    for (const line of [
      'seed: 7 # config.yml',
      'as_of: 2026-11-02 # default',
      '  contacts_per_account: 3 # config.yml',
      '  cases_per_account: 2 # default',
      '  accounts: 12 # DEFAULT_ACCOUNT_COUNT',
      '  batch_size: 5 # DEFAULT_BATCH_SIZE',
      '  - name: insurance # default',
      '    template: templates/industries/insurance.yml # default',
      '    Low: 30 # default',
      '      On Hold: Working # default',
      'objects: {} # default',
    ])
      expect(lines).toContain(line);
  });

  it.each<[title: string, config: string, line: string]>([
    [
      'its own for an empty map',
      'salesforce: {picklists: {Account.Type: {}}}',
      'Account.Type: {} # config.yml',
    ],
    ['its own for a map of settings', 'objects: {}', 'objects: {} # config.yml'],
    ['that of the value below, which an empty map keeps', 'openai: {}', 'temperature: 0.7 # default'],
    [
      'that of the entries below, which an empty map keeps',
      'salesforce: {picklists: {Case.Status: {}}}',
      'On Hold: Working # default',
    ],
  ])('names as source of a setting %s', (_, config, line) =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'config.yml'), config);
      const { stdout } = cli(['config', 'show'], { cwd: folder });
      expect(stdout.split('\n').map((one) => one.trim().replace(/ +# /, ' # '))).toContain(line);
    }),
  );

  it.each<[title: string, config: string]>([
    ['of the defaults', ''],
    ['with objects', readFileSync('recipes/custom_object.config.yml', 'utf8')],
    [
      'with words that YAML reads otherwise',
      'key_prefix: No_\ndataset: "1e3"\nopenai: {model: "a # b: \\"c\\"", temperature: null}\n' +
        'case_priorities: {"yes": {"null": 1, " # default": 2}, "a.b": {"# c": 3}}\nindustries: [finserv]\n',
    ],
    ['with paths', 'recipe: own/my.yml\nindustries: [{name: retail, template: own/retail.yml}]\n'],
  ])('prints a file %s that says the same', (_, config) =>
    inFolder((folder) => {
      const shown = (text: string, ...args: string[]) => {
        writeFileSync(join(folder, 'config.yml'), text);
        return cli(['config', 'show', ...args], { cwd: folder });
      };
      const before = JSON.parse(shown(config, '--json').stdout).config;
      const text = shown(config).stdout;
      expect(JSON.parse(shown(text, '--json').stdout).config).toEqual(before);
      expect(shown(text).stdout.replaceAll(/# .*$/gm, '')).toBe(text.replaceAll(/# .*$/gm, ''));
    }),
  );

  it('finds the templates of a configuration in another folder, and states them so that they are found again', () =>
    inFolder((folder) => {
      const industry = readFileSync('templates/industries/insurance.yml', 'utf8');
      const files = {
        'team/own/retail.yml': industry,
        'team/templates/industries/mine.yml': industry,
        'team/base.yml': 'industries: [insurance, {name: retail, template: own/retail.yml}, mine]\n',
        'c.yml': 'extends: team/base.yml\n',
      };
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(join(folder, name, '..'), { recursive: true });
        writeFileSync(join(folder, name), text);
      }
      mkdirSync(join(folder, '.git'));
      const templates = (cwd: string, config: string) => {
        const { stdout } = cli(['config', 'show', '--config', config], { cwd: join(folder, cwd) });
        writeFileSync(join(folder, cwd, 'shown.yml'), stdout);
        return [...stdout.matchAll(/template: (\S+)/g)].map(([, path]) => path);
      };
      const shipped = 'templates/industries/insurance.yml';
      const here = [shipped, 'team/own/retail.yml', 'team/templates/industries/mine.yml'];
      for (const config of ['c.yml', 'team/base.yml', 'shown.yml'])
        expect(templates('.', config), config).toEqual(here);
      expect(templates('team', '../c.yml')).toEqual([
        shipped,
        'own/retail.yml',
        'templates/industries/mine.yml',
      ]);
      const made = cli(['generate', '--config', '../c.yml', '--dry-run'], { cwd: join(folder, 'team') });
      expect([made.status, made.stderr]).toEqual([0, '']);
    }));

  it('prints one document with --json', async () => {
    const { stdout, status } = await show(['--json']);
    const { config, origins } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(config.generation).toMatchObject({ accounts: 11, contacts_per_account: 3 });
    expect(origins).toMatchObject({ seed: 'config.yml', 'generation.accounts': 'DEFAULT_ACCOUNT_COUNT' });
  });

  it('takes another file with --config', async () => {
    const { stdout, stderr, status } = await show(['--config', 'other.yml']);
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toMatch(/^Error: other\.yml: File not found\./);
  });
});

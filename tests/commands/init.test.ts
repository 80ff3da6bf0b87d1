import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/shared/package-root.ts';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';

describe('init', () => {
  it('prepares an empty folder, in which the commands that it names work', () =>
    inFolder((folder) => {
      const { status, stdout, stderr } = cli(['init', 'my data'], { cwd: folder });
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toBe(
        'Written: config.yml, recipes/starter.recipe.yml, .env.example, .gitignore, .gitattributes\n' +
          "Next:\n  cd 'my data'\n  sfdc-datagen generate\n  sfdc-datagen enrich\n",
      );
      for (const command of [['generate'], ['enrich'], ['verify']]) {
        const done = cli(command, { cwd: join(folder, 'my data') });
        expect(done.status, done.stderr).toBe(0);
      }
      const accounts = readFileSync(join(folder, 'my data/output/starter-42/enriched/Account.csv'), 'utf8');
      expect(accounts.split('\n').length).toBe(12);
      // The texts and the picklist values of each industry depend on it.
      expect(accounts.split('\n')[0]!.split(',')).toContain('_industry');
    }));

  it.each([
    ['config.yml', 'config.schema.json'],
    ['recipes/starter.recipe.yml', 'recipe.schema.json'],
  ])('names the schema of %s for editors', (name, schema) =>
    inFolder((folder) => {
      cli(['init', 'mine'], { cwd: folder });
      const file = join(folder, 'mine', name);
      const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8'))!;
      expect(resolve(dirname(file), path)).toBe(join(packageRoot, 'schemas', schema));
    }),
  );

  it('leaves existing files alone, and says which', () =>
    inFolder((folder) => {
      mkdirSync(join(folder, 'recipes'));
      writeFileSync(join(folder, 'config.yml'), 'seed: 7\n');
      const { status, stdout } = cli(['init', '--json'], { cwd: folder });
      const { kept, written } = JSON.parse(stdout);
      expect([status, kept, written.length]).toEqual([0, ['config.yml'], 4]);
      expect(readFileSync(join(folder, 'config.yml'), 'utf8')).toBe('seed: 7\n');
    }));

  it('names the lines that a list of git lacks, as a command that adds them', () =>
    inFolder((folder) => {
      writeFileSync(join(folder, '.gitignore'), 'node_modules/\nmine');
      const { stdout } = cli(['init'], { cwd: folder });
      expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('node_modules/\nmine');
      const [, add] = /^ {2}(printf .*)$/m.exec(stdout)!;
      spawnSync('sh', ['-c', add!], { cwd: folder });
      spawnSync('git', ['init', '-q'], { cwd: folder });
      const paths = ['mine', '.env', 'output/a/runs/x', 'cache/llm.sqlite'];
      const { stdout: ignored } = spawnSync('git', ['check-ignore', ...paths], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(ignored.trim().split('\n')).toEqual(paths);
      expect(cli(['init'], { cwd: folder }).stdout).not.toContain('printf');
    }));

  it('has git leave bytes and secrets alone', () =>
    inFolder((folder) => {
      cli(['init'], { cwd: folder });
      const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout;
      git('init', '-q');
      const ignored = ['.env', 'output/a/runs/x', 'cache/llm.sqlite', 'cache/llm.sqlite-wal'];
      const kept = ['output/a/generated/Account.csv', 'cache/llm.jsonl', 'config.yml'];
      expect(
        git('check-ignore', ...ignored, ...kept)
          .trim()
          .split('\n'),
      ).toEqual(ignored);
      expect(git('check-attr', 'text', 'output/a/generated/Account.csv')).toMatch(/text: unset/);
    }));
});

describe('generate --as-of today', () => {
  it('takes the day of the command', () =>
    inFolder((folder) => {
      const day = () => new Date().toISOString().slice(0, 10);
      const before = day();
      const { stdout } = cli(['generate', '--accounts', '1', '--as-of', 'today', '--dry-run', '--json'], {
        cwd: folder,
      });
      expect([before, day()]).toContain(JSON.parse(stdout).manifest.as_of);
    }));
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';
import { inFolder } from '../support/data-set.ts';

const RECIPE = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.UniqueId
- option: wanted
  default: 0
- object: Thing
  count: \${{wanted + 1}}
  fields:
    n: {debug: "\${{id * 10}}"}
    code: \${{unique_id}}
`;

/** Runs `generate` with the words of a shell on the recipe; answers what it said and the CSV, if there is one. */
function generated(...words: string[]) {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'main.yml'), RECIPE);
    const { status, stdout, stderr } = cli(
      ['generate', '--recipe', 'main.yml', '--output', 'set', ...words],
      {
        cwd: folder,
      },
    );
    const file = join(folder, 'set/generated/Thing.csv');
    return {
      status,
      stdout,
      stderr,
      rows: existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(1) : undefined,
    };
  });
}

it.each([
  ['pid=x', '`pid` must be a whole number; got "x".'],
  ['big_ids=maybe', '`big_ids` must be true or false; got "maybe".'],
  ['some.module.bigids=true', 'Unknown plugin option bigids. Did you mean big_ids?'],
])('refuses --plugin-option %s', async (option, message) => {
  const { status, stderr, rows } = await generated('--plugin-option', option);
  expect([status, rows]).toEqual([2, undefined]);
  expect(stderr).toContain(`Error: --plugin-option: ${message}`);
});

describe('running a recipe', () => {
  it.each<[string, string[], number]>([
    ['an option in two words', ['--option', 'wanted', '2'], 3],
    ['an option as an equation', ['--option', 'wanted=2'], 3],
    ['a default of 0', [], 1],
    ['--reps', ['--reps', '4'], 4],
    ['--target-number with its object', ['--target-number', '5', 'Thing'], 5],
    ['--target-count, its other name', ['--target-count', 'Thing', '5'], 5],
  ])('takes %s', async (_, words, rows) => {
    expect((await generated(...words)).rows).toHaveLength(rows);
  });

  it('prints what `debug` is given, and passes it on', async () => {
    const { stderr, rows } = await generated('--option', 'wanted=1');
    expect(stderr).toMatch(/\b10\b.*\b20\b/s);
    expect(rows!.map((row) => row.split(',')[1])).toEqual(['10', '20']);
  });

  it('--validate-only says that a recipe is valid, and makes nothing', async () => {
    const { status, stdout, rows } = await generated('--validate-only');
    expect([status, rows]).toEqual([0, undefined]);
    expect(stdout).toBe('The recipe is valid: it makes Thing.\nNothing was made (--validate-only).\n');
  });

  it('--validate-only says what is wrong with one', async () => {
    const { status, stderr, rows } = await generated('--validate-only', '--target-number', '5', 'Nothing');
    expect([status, rows]).toEqual([2, undefined]);
    expect(stderr).toContain('The recipe makes no Nothing.');
  });

  it("--validate-only warns of an option that it doesn't have", async () => {
    const { status, stderr, rows } = await generated('--validate-only', '--option', 'wnated=1');
    expect([status, rows]).toEqual([0, undefined]);
    expect(stderr).toContain('Did you mean wanted?');
  });

  it('big_ids make ids that no run with another pid makes', async () => {
    const ids = async (...words: string[]) =>
      (await generated(...words)).rows!.map((row) => row.split(',')[2]!);
    const small = await ids('--reps', '20');
    const big = await ids('--reps', '20', '--plugin-option', 'big_ids=true');
    const other = await ids('--reps', '20', '--plugin-option', 'big_ids', 'true', '--plugin-option', 'pid=7');
    expect(new Set([...small, ...big, ...other]).size).toBe(60);
  });
});

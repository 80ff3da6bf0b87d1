import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFolder } from '../../src/dataset/write.ts';
import { generate } from '../../src/generate/generate.ts';
import { configOf, inFolder } from '../support/data-set.ts';

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

describe('a folder', () => {
  it('appears only when it is committed', () =>
    inFolder((parent) => {
      const folder = openFolder(parent, 'generated');
      writeFileSync(join(folder.path, 'a.csv'), 'new');
      expect(existsSync(join(parent, 'generated'))).toBe(false);
      folder.commit();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(contents(join(parent, 'generated'))).toEqual({ 'a.csv': 'new' });
    }));

  it('takes the place of the one before as a whole', () =>
    inFolder((parent) => {
      for (const name of ['old', 'new']) {
        const folder = openFolder(parent, 'generated');
        writeFileSync(join(folder.path, `${name}.csv`), name);
        folder.commit();
      }
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(contents(join(parent, 'generated'))).toEqual({ 'new.csv': 'new' });
    }));

  it('leaves the one before as it was when it is discarded', () =>
    inFolder((parent) => {
      const first = openFolder(parent, 'generated');
      writeFileSync(join(first.path, 'old.csv'), 'old');
      first.commit();
      const second = openFolder(parent, 'generated');
      writeFileSync(join(second.path, 'new.csv'), 'new');
      second.discard();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(contents(join(parent, 'generated'))).toEqual({ 'old.csv': 'old' });
    }));

  it('begins empty, whatever a run that was broken off left behind', () =>
    inFolder((parent) => {
      writeFileSync(join(openFolder(parent, 'generated').path, 'half.csv'), 'half');
      expect(readdirSync(openFolder(parent, 'generated').path)).toEqual([]);
    }));
});

describe('a run that fails midway', () => {
  /** The 900th account has no name. */
  const failing =
    '- catalog: strict\n- object: Account\n  count: 1000\n  fields: {AnnualRevenue: "${{1 // (899 - child_index)}}"}';

  it('leaves the data set of the run before, and nothing else', () =>
    inFolder(async (folder) => {
      const config = configOf({ recipe: join(folder, 'failing.recipe.yml') });
      writeFileSync(join(folder, 'failing.recipe.yml'), '- object: Account');
      await generate({ config, options: new Map(), folder });
      const before = contents(join(folder, 'generated'));
      writeFileSync(join(folder, 'failing.recipe.yml'), failing);
      await expect(generate({ config, options: new Map(), folder })).rejects.toThrow(
        'TESTDATA_FAILING_42_A0000900',
      );
      expect(readdirSync(folder).sort()).toEqual(['failing.recipe.yml', 'generated']);
      expect(contents(join(folder, 'generated'))).toEqual(before);
    }));

  it('writes nothing where there was nothing', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'failing.recipe.yml'), failing);
      const config = configOf({ recipe: join(folder, 'failing.recipe.yml') });
      const output = join(folder, 'output');
      await expect(generate({ config, options: new Map(), folder: output })).rejects.toThrow();
      expect(existsSync(join(output, 'generated'))).toBe(false);
    }));
});

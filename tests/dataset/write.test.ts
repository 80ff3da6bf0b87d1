import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../src/catalog/standard.ts';
import { accept } from '../../src/dataset/accept.ts';
import { openFolder, type PendingFolder } from '../../src/dataset/write.ts';
import { generate } from '../../src/generate/generate.ts';
import { configOf, inFolder } from '../support/data-set.ts';

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** A stage with one file and the manifest that names it, not yet in its place. */
function stageOf(parent: string, name: string, file = `${name}.csv`): PendingFolder {
  const folder = openFolder(parent, 'generated');
  writeFileSync(join(folder.path, file), name);
  writeFileSync(join(folder.path, 'manifest.json'), JSON.stringify({ files: [{ file }] }));
  return folder;
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
      for (const name of ['old', 'new']) stageOf(parent, name).commit();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(Object.keys(contents(join(parent, 'generated')))).toEqual(['manifest.json', 'new.csv']);
    }));

  it("keeps what isn't its own", () =>
    inFolder((parent) => {
      stageOf(parent, 'old').commit();
      writeFileSync(join(parent, 'generated/notes.txt'), 'mine');
      stageOf(parent, 'new').commit();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(contents(join(parent, 'generated'))).toMatchObject({ 'notes.txt': 'mine', 'new.csv': 'new' });
      expect(() => stageOf(parent, 'notes', 'notes.txt').commit()).toThrow(
        /notes\.txt: The manifest doesn't list/,
      );
      expect(contents(join(parent, 'generated'))).toMatchObject({ 'notes.txt': 'mine', 'new.csv': 'new' });
    }));

  it('is refused where there are files and no manifest', () =>
    inFolder((parent) => {
      mkdirSync(join(parent, 'generated'));
      openFolder(parent, 'generated').discard();
      writeFileSync(join(parent, 'generated/notes.txt'), 'mine');
      expect(() => openFolder(parent, 'generated')).toThrow("isn't a dataset");
      expect(readdirSync(parent)).toEqual(['generated']);
    }));

  /** A process that has ended. */
  const ENDED = 4_194_999;

  it('comes back where a run was killed after it was moved away', () =>
    inFolder((parent) => {
      stageOf(parent, 'old').commit();
      renameSync(join(parent, 'generated'), join(parent, `.tmp-generated-${ENDED}-before`));
      mkdirSync(join(parent, `.tmp-generated-${ENDED}`));
      openFolder(parent, 'generated').discard();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(contents(join(parent, 'generated'))).toMatchObject({ 'old.csv': 'old' });
    }));

  it('is replaced to the end where a run was killed before it had cleared up', () =>
    inFolder((parent) => {
      stageOf(parent, 'old').commit();
      writeFileSync(join(parent, 'generated/notes.txt'), 'mine');
      stageOf(parent, 'new');
      renameSync(join(parent, 'generated'), join(parent, `.tmp-generated-${ENDED}-before`));
      renameSync(join(parent, `.tmp-generated-${process.pid}`), join(parent, 'generated'));
      openFolder(parent, 'generated').discard();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(Object.keys(contents(join(parent, 'generated')))).toEqual([
        'manifest.json',
        'new.csv',
        'notes.txt',
      ]);
    }));

  it('leaves the one before as it was when it is discarded', () =>
    inFolder((parent) => {
      stageOf(parent, 'old').commit();
      const second = openFolder(parent, 'generated');
      writeFileSync(join(second.path, 'new.csv'), 'new');
      second.discard();
      expect(readdirSync(parent)).toEqual(['generated']);
      expect(contents(join(parent, 'generated'))).toMatchObject({ 'old.csv': 'old' });
    }));

  it('begins empty, whatever a run that was broken off left behind', () =>
    inFolder((parent) => {
      writeFileSync(join(openFolder(parent, 'generated').path, 'half.csv'), 'half');
      expect(readdirSync(openFolder(parent, 'generated').path)).toEqual([]);
    }));
});

describe('a file that a killed process left half written', () => {
  it('keeps no edit from being accepted, and goes with the next one that is written', () =>
    inFolder(async (folder) => {
      await generate({ config: configOf({ 'generation.accounts': 1 }), options: new Map(), folder });
      const stage = join(folder, 'generated');
      const names = readdirSync(stage);
      writeFileSync(join(stage, '.tmp-manifest.json-4194999'), '{"sta');
      const contact = join(stage, 'Contact.csv');
      writeFileSync(contact, readFileSync(contact, 'utf8').replace(/Contact|@/, '$&x'));
      expect(accept(folder, standardCatalog)).toMatchObject([{ file: contact }]);
      expect(readdirSync(stage)).toEqual(names);
    }));
});

describe('a run that fails midway', () => {
  /** The 900th account has no name. */
  const failing =
    '- catalog: strict\n- object: Account\n  count: 1000\n  fields: {AnnualRevenue: "${{1 // (899 - child_index)}}"}';

  it('leaves the dataset of the run before, and nothing else', () =>
    inFolder(async (folder) => {
      const config = configOf({ recipe: join(folder, 'failing.recipe.yml') });
      writeFileSync(join(folder, 'failing.recipe.yml'), '- object: Account');
      await generate({ config, options: new Map(), folder });
      const before = contents(join(folder, 'generated'));
      writeFileSync(join(folder, 'failing.recipe.yml'), failing);
      await expect(generate({ config, options: new Map(), folder })).rejects.toThrow(
        'TESTDATA_FAILING_42_A0000900',
      );
      expect(readdirSync(folder).sort()).toEqual([
        '.gitattributes',
        '.recipe',
        'failing.recipe.yml',
        'generated',
      ]);
      expect(contents(join(folder, 'generated'))).toEqual(before);
    }));

  it('writes nothing where there was nothing', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'failing.recipe.yml'), failing);
      const config = configOf({ recipe: join(folder, 'failing.recipe.yml') });
      const output = join(folder, 'output/team/larger');
      await expect(generate({ config, options: new Map(), folder: output })).rejects.toThrow();
      expect(readdirSync(folder)).toEqual(['failing.recipe.yml']);
      mkdirSync(join(folder, 'output'));
      await expect(generate({ config, options: new Map(), folder: output })).rejects.toThrow();
      expect(readdirSync(join(folder, 'output'))).toEqual([]);
    }));
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../src/config/resolve.ts';
import { prefixToDelete } from '../../src/load/cleanup/cleanup-prefix.ts';
import { UserError } from '../../src/shared/errors.ts';
import { inFolder } from '../support/data-set.ts';
import { SMALL, writeDataset } from './in-process/small-set.ts';

const { config } = resolveConfig({
  settings: [{ path: ['seed'], value: 7, source: '--seed' }],
  env: {},
});
type Wanted = Partial<Parameters<typeof prefixToDelete>[0]>;

/** The prefix where the folder `set` has a dataset with seed 42, `update` an update of it, and `none` nothing. */
const prefixOf = (wanted: (folder: string) => Wanted) =>
  inFolder((folder) => {
    writeDataset(join(folder, 'set'), SMALL);
    writeDataset(join(folder, 'update'), SMALL, { update: true } as Parameters<typeof writeDataset>[2]);
    return prefixToDelete({ config, default: join(folder, 'none'), ...wanted(folder) });
  });
const errorOf = (wanted: (folder: string) => Wanted): Promise<UserError> =>
  prefixOf(wanted).then(
    () => Promise.reject(new Error('There is a prefix.')),
    (error) => (error instanceof UserError ? error : Promise.reject(error)),
  );

describe('what a cleanup deletes', () => {
  it.each<[string, (folder: string) => Wanted, string]>([
    [
      'is what `--prefix` names',
      (folder) => ({ prefix: 'TESTDATA_9_', dir: join(folder, 'set') }),
      'TESTDATA_9_',
    ],
    [
      'is the dataset in the folder that is named',
      (folder) => ({ dir: join(folder, 'set') }),
      'TESTDATA_42_',
    ],
    [
      'is the dataset in the usual folder, whatever seed the configuration has',
      (folder) => ({ default: join(folder, 'set') }),
      'TESTDATA_42_',
    ],
    ['is what the configuration would make where there is no dataset', () => ({}), 'TESTDATA_7_'],
    [
      'is what the flags say where they name a seed',
      (folder) => ({ default: join(folder, 'set'), seed: '7' }),
      'TESTDATA_7_',
    ],
    [
      'is what the flags say where they name a recipe',
      (folder) => ({ default: join(folder, 'set'), recipe: 'r' }),
      'TESTDATA_7_',
    ],
  ])('%s', async (_, wanted, prefix) => {
    expect((await prefixOf(wanted)).prefix).toBe(prefix);
  });

  it.each<[string, (folder: string) => Wanted, string | undefined]>([
    ['none where a person states the prefix', () => ({ prefix: 'TESTDATA_9_' }), undefined],
    ['the one in the folder', (folder) => ({ dir: join(folder, 'set') }), 'small'],
    ['the one that the configuration would make', () => ({}), 'seed-7'],
  ])('is of a dataset: %s', async (_, wanted, dataset) => {
    expect((await prefixOf(wanted)).dataset).toBe(dataset);
  });

  it('is not guessed from a prefix that ends within a key', async () => {
    const { problems } = await errorOf(() => ({ prefix: 'TESTDATA_9' }));
    expect(problems[0]).toMatchObject({
      message: '"TESTDATA_9" isn\'t the beginning of a dataset\'s record keys.',
      hint: expect.stringContaining('Did you mean TESTDATA_9_?'),
    });
  });

  it('is not the configuration where the folder that is named has no dataset', async () => {
    const { problems } = await errorOf((folder) => ({ dir: join(folder, 'none') }));
    expect(JSON.stringify(problems)).toContain('none');
  });

  it('is not all that an update belongs to, unless that is said', async () => {
    const error = await errorOf((folder) => ({ dir: join(folder, 'update') }));
    expect(error.problems[0]!.message).toContain(
      'is an update: its records are those of TESTDATA_42_, all of which would be deleted.',
    );
    expect(error.problems[0]!.place!.file).toMatch(/update.enriched.manifest\.json$/);
    expect(error.next).toBe('sfdc-datagen cleanup --prefix TESTDATA_42_');
  });
});

import { appendFileSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Neutral } from '../../src/export/neutral.ts';
import {
  foldersOf,
  knownLoadOf,
  knownLoads,
  noteCleanup,
  noteLoad,
  realFolder,
} from '../../src/load/receipts/known-loads.ts';
import { inFolder } from '../support/data-set.ts';

const PREFIX = 'TESTDATA_42_';
const load = (dir: string, more: Partial<ReturnType<typeof knownLoadOf>> = {}) => ({
  ...{ prefix: PREFIX, dir, dataset: 'small', recipe: 'r' },
  ...more,
});

describe('the loads that are known of an org', () => {
  it('are those under a prefix, the last of each folder', () =>
    inFolder((place) => {
      noteLoad(place, load('/a'));
      noteLoad(place, load('/b'));
      noteLoad(place, load('/c', { prefix: 'TESTDATA_7_' }));
      noteLoad(place, load('/a', { dataset: 'large' }));
      expect(knownLoads(place, PREFIX)).toEqual([load('/a', { dataset: 'large' }), load('/b')]);
    }));

  it('are noted once as long as nothing about them changes', () =>
    inFolder((place) => {
      const lines = () => readFileSync(join(place, 'loads.jsonl'), 'utf8').split('\n').filter(Boolean).length;
      for (let count = 0; count < 2; count++) noteLoad(place, load('/a'));
      expect(lines()).toBe(1);
      noteLoad(place, load('/a', { recipe: 's' }));
      noteLoad(place, load('/a'));
      expect(lines()).toBe(3);
    }));

  it('are read past lines that are torn or say something else', () =>
    inFolder((place) => {
      noteLoad(place, load('/a'));
      appendFileSync(join(place, 'loads.jsonl'), '{"prefix":"TESTDATA_42_","dir":"/b"}\nnull\n{"pre');
      noteLoad(place, load('/c'));
      expect(knownLoads(place, PREFIX).map(({ dir }) => dir)).toEqual(['/a', '/c']);
    }));

  it('are none where the user has no place, or none that can be written to', () =>
    inFolder((place) => {
      expect([knownLoads(undefined, PREFIX), foldersOf(undefined, PREFIX)]).toEqual([[], []]);
      noteLoad(undefined, load('/a'));
      noteCleanup(undefined, PREFIX, '/a');
      const nowhere = join(place, 'nowhere');
      noteLoad(nowhere, load('/a'));
      noteCleanup(nowhere, PREFIX, '/a');
      expect([knownLoads(nowhere, PREFIX), foldersOf(nowhere, PREFIX)]).toEqual([[], []]);
    }));

  it('name the folder behind links, the dataset and its recipe', () =>
    inFolder((place) => {
      const dir = join(realpathSync(place), 'real');
      mkdirSync(dir);
      symlinkSync(dir, join(place, 'link'));
      const neutral = { name: 'copy', dataset: 'small', recipe: 'r' } as Neutral;
      expect(knownLoadOf(join(place, 'link'), PREFIX, neutral)).toEqual(load(dir));
      expect(knownLoadOf(dir, PREFIX, { name: 'copy' } as Neutral)).toEqual(
        load(dir, { dataset: 'copy', recipe: '' }),
      );
      expect(realFolder('not/there')).toBe(join(process.cwd(), 'not/there'));
    }));
});

describe('the folders whose runs may be about keys', () => {
  it('are those of loads and cleanups with the same prefix, a longer or a shorter one', () =>
    inFolder((place) => {
      noteLoad(place, load('/same'));
      noteLoad(place, load('/longer', { prefix: `${PREFIX}A` }));
      noteLoad(place, load('/other', { prefix: 'TESTDATA_7_' }));
      noteCleanup(place, 'TESTDATA_', '/shorter');
      noteCleanup(place, 'OTHER_', '/else');
      noteCleanup(place, PREFIX, '/same');
      expect(foldersOf(place, PREFIX)).toEqual(['/same', '/longer', '/shorter']);
    }));

  it('have a cleanup noted once for each prefix and folder', () =>
    inFolder((place) => {
      for (const [prefix, dir] of [
        [PREFIX, '/a'],
        [PREFIX, '/a'],
        [PREFIX, '/b'],
        ['TESTDATA_', '/a'],
      ] as const)
        noteCleanup(place, prefix, dir);
      const lines = readFileSync(join(place, 'cleanups.jsonl'), 'utf8').split('\n').filter(Boolean);
      expect(lines.map((line) => JSON.parse(line))).toEqual([
        { prefix: PREFIX, dir: '/a' },
        { prefix: PREFIX, dir: '/b' },
        { prefix: 'TESTDATA_', dir: '/a' },
      ]);
    }));
});

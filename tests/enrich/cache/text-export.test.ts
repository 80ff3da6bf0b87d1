import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { finishCall } from '../../../src/enrich/cache/entries.ts';
import { hasAbsent, mergeOther, type Preference, takeUpAbsent } from '../../../src/enrich/cache/merge.ts';
import {
  bringTextExportUpToDate,
  takeInAloud,
  takeInTextExport,
  writeTextExport,
} from '../../../src/enrich/cache/text-export.ts';
import { call, entryOf, errorOf, exportOf, filled, rowsOf, stateOf, withOpen } from './entries.ts';

const keyOf = (record: string) => entryOf(record).key;
let file: string;
let text: string;
/** A cache of three entries whose text export has them. */
beforeEach(async () => {
  file = await filled(['R1', 'R2', 'R3'].map((record) => entryOf(record)));
  text = exportOf(file);
  withOpen(file, (cache) => writeTextExport(cache));
});
const lines = (of = text) => readFileSync(of, 'utf8').trimEnd().split('\n');
const write = (all: readonly string[], to = text) => writeFileSync(to, `${all.join('\n')}\n`);
/** The lines with another text for a record. */
const withText = (record: string, to: string) =>
  lines().map((line) => line.replace(`"Text of ${record}."`, JSON.stringify(to)));
const without = (...records: string[]) =>
  lines().filter((line) => !records.some((record) => line.includes(`"record":"${record}"`)));
/** Gives the cache a text of its own for a record. */
const mine = async (record: string, to = 'Mine.') => {
  const cache = Cache.open(file);
  await finishCall(cache, call, [entryOf(record, to)], [], true);
  cache.close();
};
const takeIn = (prefer?: Preference) => withOpen(file, (cache) => takeInTextExport(cache, prefer));
const upToDate = () => withOpen(file, bringTextExportUpToDate);

describe('the text export', () => {
  test('has a line for each entry and for their instructions, sorted by key, and ends with a line end', () => {
    const keys = lines().map((line) => JSON.parse(line).key);
    expect(keys).toHaveLength(4);
    expect(keys).toEqual(keys.toSorted());
    expect(readFileSync(text, 'utf8')).toMatch(/\}\n$/);
    expect(readdirSync(dirname(file)).sort()).toEqual(['llm.jsonl', 'llm.sqlite']);
    expect(stateOf(file)).toMatchObject({ R1: ['Text of R1.', 0, null] });
    expect(withOpen(file, (cache) => writeTextExport(cache))).toBe(4);
  });

  test('of more lines than are written at once has them all', () => {
    const many = Array.from({ length: 2_100 }, (_, n) => entryOf(`M${n}`));
    return filled(many).then((large) => {
      expect(withOpen(large, (cache) => writeTextExport(cache))).toBe(2_101);
      expect(lines(exportOf(large))).toHaveLength(2_101);
      rmSync(large);
      expect(withOpen(large, (cache) => takeInTextExport(cache))).toMatchObject({ added: 2_100 });
    });
  });

  test('fills an empty cache, and is then the same file', () => {
    const before = readFileSync(text);
    rmSync(file);
    expect(takeIn()).toEqual({ added: 3, replaced: 0, kept: [] });
    expect(stateOf(file)).toMatchObject({ R1: ['Text of R1.', 0, null], R3: ['Text of R3.', 0, null] });
    expect(withOpen(file, rowsOf).map(({ call: by }) => by)).toEqual([null, null, null]);
    expect(upToDate()).toEqual({ restored: false });
    withOpen(file, (cache) => writeTextExport(cache));
    expect(readFileSync(text)).toEqual(before);
  });

  test('is read where it is another file than the one last read or written, or a preference is stated', () => {
    expect(takeIn()).toBeUndefined();
    write(lines());
    expect(takeIn()).toEqual({ added: 0, replaced: 0, kept: [] });
    expect(takeIn()).toBeUndefined();
    expect(takeIn('cache')).toEqual({ added: 0, replaced: 0, kept: [] });
    utimesSync(text, 1, 1);
    expect(takeIn()).toBeDefined();
    rmSync(text);
    expect(takeIn()).toBeUndefined();
    mkdirSync(text);
    expect(errorOf(takeIn).problems).toEqual([
      { message: 'The text export must be a file.', place: { file: text } },
    ]);
  });

  test('of a cache in memory is none', () => {
    const cache = Cache.open(':memory:');
    expect(takeInTextExport(cache)).toBeUndefined();
    expect(bringTextExportUpToDate(cache)).toEqual({ restored: false });
    cache.close();
    expect(existsSync(':memory:.jsonl')).toBe(false);
  });

  test('says what it has changed: replaced texts to everyone, new entries in detail', () => {
    const heard = () => {
      const said: string[] = [];
      const detail: string[] = [];
      const progress = {
        say: (line: string) => said.push(line),
        detail: (line: string) => detail.push(line),
      };
      withOpen(file, (cache) => takeInAloud(cache, progress));
      return { said, detail };
    };
    expect(heard()).toEqual({ said: [], detail: [] });
    write(withText('R1', 'Theirs.'));
    expect(heard()).toEqual({ said: [`${text} changed: replaced 1 text of the cache.`], detail: [] });
    rmSync(file);
    expect(heard()).toEqual({ said: [], detail: [`Imported 3 entries from ${text}.`] });
  });
});

describe('an entry that the export and the cache have', () => {
  test.each<[string, () => Promise<void> | void, unknown[], object]>([
    ['with the same text stays', () => write(lines()), ['Text of R1.', 0, null], {}],
    [
      'that changed in the export takes its text',
      () => write(withText('R1', 'Theirs.')),
      ['Theirs.', 0, null],
      { replaced: 1 },
    ],
    [
      'that changed in the cache keeps its own',
      async () => {
        await mine('R1');
        write(lines());
      },
      ['Mine.', 1, 'Text of R1.'],
      { kept: [keyOf('R1')] },
    ],
    [
      'that changed alike in both is in both',
      async () => {
        await mine('R1', 'Ours.');
        write(withText('R1', 'Ours.'));
      },
      ['Ours.', 0, null],
      {},
    ],
  ])('%s', async (_, change, state, merged) => {
    await change();
    expect(takeIn()).toEqual({ added: 0, replaced: 0, kept: [], ...merged });
    expect(stateOf(file).R1).toEqual(state);
    expect(stateOf(file).R2).toEqual(['Text of R2.', 0, null]);
  });

  test('takes the name of its record from the export', () => {
    write(lines().map((line) => line.replace('"record":"R1"', '"record":"R9"')));
    takeIn();
    expect(Object.keys(stateOf(file))).toEqual(['R2', 'R3', 'R9']);
  });

  describe('that changed in both otherwise', () => {
    beforeEach(async () => {
      await mine('R1');
      write(withText('R1', 'Theirs.'));
    });
    test('is an error that says where, and changes nothing', () => {
      const at = lines().findIndex((line) => line.includes('Theirs.')) + 1;
      for (const work of [() => takeIn(), () => withOpen(file, (cache) => writeTextExport(cache))]) {
        const { problems, outcome, next } = errorOf(work);
        expect(problems).toEqual([
          {
            message:
              'Case.Subject of R1 has one text here and another in the cache, both new since the cache last read this file.',
            place: { file: text, line: at, key: keyOf('R1') },
            hint: expect.stringMatching(/--prefer export.*--prefer cache/),
          },
        ]);
        expect(outcome).toBe('neither file was changed');
        expect(next).toBe(`sfdc-datagen cache import ${text} --prefer export --cache ${file}`);
        expect(stateOf(file).R1).toEqual(['Mine.', 1, 'Text of R1.']);
      }
    });
    test.each<[Preference, unknown[], object]>([
      ['export', ['Theirs.', 0, null], { replaced: 1 }],
      ['cache', ['Mine.', 1, 'Theirs.'], { kept: [keyOf('R1')] }],
    ])('is settled for the %s', (prefer, state, merged) => {
      expect(takeIn(prefer)).toEqual({ added: 0, replaced: 0, kept: [], ...merged });
      expect(stateOf(file).R1).toEqual(state);
      upToDate();
      expect(JSON.parse(lines().find((line) => line.includes('"R1"'))!).text).toBe(state[0]);
    });
  });

  test('that changed in both, many times, is told twenty times, and how many more there are', async () => {
    const records = Array.from({ length: 23 }, (_, n) => `C${n}`);
    file = await filled(records.map((record) => entryOf(record)));
    text = exportOf(file);
    withOpen(file, (cache) => writeTextExport(cache));
    const cache = Cache.open(file);
    await finishCall(
      cache,
      call,
      records.map((record) => entryOf(record, 'Mine.')),
      [],
      true,
    );
    cache.close();
    write(lines().map((line) => line.replace(/"Text of C\d+\."/, '"Theirs."')));
    const { problems } = errorOf(takeIn);
    expect(problems).toHaveLength(21);
    expect(problems[20]).toMatchObject({ message: expect.stringMatching(/\b3 more/), place: { file: text } });
    expect(problems.map(({ hint }) => hint !== undefined)).toEqual([
      ...Array.from({ length: 20 }, () => false),
      true,
    ]);
  });
});

describe('an entry that the export has no more', () => {
  const absent = () => withOpen(file, hasAbsent);
  test('is marked, and put back when a run uses it', () => {
    const whole = lines();
    write(without('R1', 'R2'));
    expect(takeIn()).toEqual({ added: 0, replaced: 0, kept: [] });
    expect(stateOf(file)).toEqual({
      ...{ R1: ['Text of R1.', 2, null], R2: ['Text of R2.', 2, null], R3: ['Text of R3.', 0, null] },
    });
    expect(absent()).toBe(true);
    expect(upToDate()).toEqual({ restored: false });
    expect(lines()).toHaveLength(2);
    const used = [keyOf('R1'), keyOf('R3'), keyOf('R9')];
    expect(withOpen(file, (cache) => takeUpAbsent(cache, used))).toBe(1);
    expect(stateOf(file).R1).toEqual(['Text of R1.', 1, null]);
    upToDate();
    expect(lines()).toEqual(whole);
    expect(absent()).toBe(false);
    expect(stateOf(file).R2).toEqual(['Text of R2.', 0, null]);
  });

  test('is marked also where others came instead, in a file that a merge has left in any order', async () => {
    const other = await filled(['R4', 'R5'].map((record) => entryOf(record)));
    withOpen(other, (cache) => writeTextExport(cache));
    write([...without('R1', 'R2'), ...lines(exportOf(other))].toReversed());
    expect(takeIn()).toMatchObject({ added: 2 });
    expect(Object.values(stateOf(file)).map(([, own]) => own)).toEqual([2, 2, 0, 0, 0]);
  });

  test('is no longer marked once it is there again', () => {
    const whole = lines();
    write(without('R1'));
    takeIn();
    write(whole);
    takeIn();
    expect(absent()).toBe(false);
    expect(stateOf(file).R1).toEqual(['Text of R1.', 0, null]);
  });

  test('is not one that the export never had', async () => {
    await mine('R7', 'New.');
    write(lines());
    takeIn();
    expect(absent()).toBe(false);
    expect(stateOf(file).R7).toEqual(['New.', 1, null]);
  });
});

describe('the text export is brought up to date', () => {
  test('where the cache has a text that it lacks', async () => {
    const before = readFileSync(text);
    expect(upToDate()).toEqual({ restored: false });
    expect(readFileSync(text)).toEqual(before);
    await mine('R1');
    expect(upToDate()).toEqual({ restored: false });
    expect(lines().join()).toContain('"text":"Mine."');
    expect(stateOf(file).R1).toEqual(['Mine.', 0, null]);
  });

  test.each([
    ['gone', () => rmSync(text)],
    ['empty', () => writeFileSync(text, '')],
  ])('where it is %s', (_, lose) => {
    const before = readFileSync(text);
    lose();
    expect(upToDate()).toEqual({ restored: true });
    expect(readFileSync(text)).toEqual(before);
  });

  test('not where there never was one, nor any entry', async () => {
    const fresh = await filled([]);
    expect(withOpen(fresh, bringTextExportUpToDate)).toEqual({ restored: false });
    expect(existsSync(exportOf(fresh))).toBe(false);
    withOpen(fresh, (cache) => writeTextExport(cache));
    rmSync(exportOf(fresh));
    expect(withOpen(fresh, bringTextExportUpToDate)).toEqual({ restored: false });
  });

  test('with what others changed in it meanwhile', async () => {
    await mine('R1');
    write(withText('R2', 'Theirs.'));
    upToDate();
    expect(stateOf(file)).toMatchObject({ R1: ['Mine.', 0, null], R2: ['Theirs.', 0, null] });
    expect(lines().join()).toContain('"Mine."');
    expect(lines().join()).toContain('"Theirs."');
  });
});

describe('the cache is written to another file', () => {
  let other: string;
  beforeEach(() => {
    other = join(dirname(file), 'deep', 'other.jsonl');
  });
  const writeOther = () => withOpen(file, (cache) => writeTextExport(cache, other));
  test('with its folder, over an empty one, and over another export; its own texts stay its own', async () => {
    await mine('R1');
    expect(writeOther()).toBe(4);
    expect(stateOf(file).R1).toEqual(['Mine.', 1, 'Text of R1.']);
    for (const content of ['', readFileSync(text)]) {
      writeFileSync(other, content);
      writeOther();
      expect(lines(other).join()).toContain('Mine.');
    }
  });

  test.each<[string, () => void, string]>([
    [
      'a file of another kind',
      () => writeFileSync(other, 'seed: 7\n'),
      "The file isn't a text export and was left unchanged.",
    ],
    ['a folder', () => mkdirSync(other), 'The text export must be a file.'],
  ])('not over %s', (_, make, message) => {
    mkdirSync(dirname(other));
    make();
    expect(errorOf(writeOther).problems).toEqual([
      { message, place: { file: other }, hint: 'Name another file.' },
    ]);
  });

  test('behind a link is written where the link leads', () => {
    mkdirSync(dirname(other));
    const target = join(dirname(file), 'target.jsonl');
    writeFileSync(target, '');
    symlinkSync(target, other);
    writeOther();
    expect(lines(target)).toEqual(lines());
    expect(lines(other)).toEqual(lines());
  });

  test('that cannot be written says so, and leaves nothing behind', () => {
    mkdirSync(dirname(other));
    other = join(dirname(other), `${'x'.repeat(245)}.jsonl`);
    const error = errorOf(writeOther);
    expect(error.problems).toMatchObject([
      {
        message: expect.stringMatching(/^The text export can't be written: ENAMETOOLONG/),
        place: { file: other },
        hint: `All its entries are in ${file}: the next run writes it.`,
      },
    ]);
    expect(error.cause).toBeInstanceOf(Error);
    expect(readdirSync(dirname(other))).toEqual([]);
  });
});

describe('a file from elsewhere', () => {
  const merge = (prefer?: Preference) =>
    withOpen(file, (cache) =>
      cache.write(() => mergeOther(cache, join(dirname(file), 'other.jsonl'), prefer)),
    );
  const otherWith = async (...entries: ReturnType<typeof entryOf>[]) => {
    const other = await filled(entries);
    withOpen(other, (cache) => writeTextExport(cache));
    writeFileSync(join(dirname(file), 'other.jsonl'), readFileSync(exportOf(other)));
  };
  test.each<[Preference | undefined, unknown[], object]>([
    [undefined, ['Text of R1.', 0, null], { kept: [keyOf('R1')] }],
    ['cache', ['Text of R1.', 0, null], { kept: [keyOf('R1')] }],
    ['export', ['Elsewhere.', 1, 'Text of R1.'], { replaced: 1 }],
  ])('adds entries; of two texts, with preference %s, it leaves %j', async (prefer, state, merged) => {
    await otherWith(entryOf('R1', 'Elsewhere.'), entryOf('R2'), entryOf('R8'));
    expect(merge(prefer)).toEqual({ added: 1, replaced: 0, kept: [], ...merged });
    expect(stateOf(file)).toMatchObject({
      ...{ R1: state, R2: ['Text of R2.', 0, null], R8: ['Text of R8.', 1, null] },
    });
  });

  test('with an entry whose facts were edited is refused whole', async () => {
    await otherWith(entryOf('R7'), entryOf('R8'));
    const other = join(dirname(file), 'other.jsonl');
    const edited = lines(other).map((line) => line.replace('"unit":"characters"', '"unit":"bytes"'));
    write(edited, other);
    mkdirSync(join(dirname(file), '.git'));
    const { problems, outcome, next } = errorOf(merge);
    expect(problems.map(({ message, place }) => [message, place?.key])).toEqual(
      edited
        .map((line) => JSON.parse(line))
        .filter((line) => line.record)
        .map(({ record, key }) => [
          `The entry of Case.Subject of ${record} doesn't match its key: its prompt or another fact was edited.`,
          key,
        ]),
    );
    expect(outcome).toBe('nothing was imported');
    expect(next).toBe(`git -C ${dirname(file)} restore -- other.jsonl`);
    expect(Object.keys(stateOf(file))).toEqual(['R1', 'R2', 'R3']);
  });
});

test('an entry of the own export whose prompt was edited is refused, though the cache has it', () => {
  write(lines().map((line) => line.replace('Write about R1.', 'Write about R9.')));
  expect(errorOf(takeIn).problems).toMatchObject([
    {
      place: { file: text, key: keyOf('R1') },
      hint: 'Restore the line from git; only the text of an entry can be edited.',
    },
  ]);
});

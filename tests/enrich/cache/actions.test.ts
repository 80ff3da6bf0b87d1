import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { standardCatalog } from '../../../src/catalog/standard.ts';
import { type ActionOptions, cacheAction } from '../../../src/enrich/cache/actions.ts';
import { Cache } from '../../../src/enrich/cache/cache.ts';
import { finishCall } from '../../../src/enrich/cache/entries.ts';
import { writeTextExport } from '../../../src/enrich/cache/text-export.ts';
import { readSource } from '../../../src/enrich/source.ts';
import type { UserError } from '../../../src/shared/errors.ts';
import { run, summaryFrom } from '../../llm/run.ts';
import { startModelServer } from '../../llm/server.ts';
import { smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../fixture.ts';
import { call, entryOf, exportOf, failureOf, filled, stateOf, withOpen } from './entries.ts';

let file: string;
let said: string[];
beforeEach(async () => {
  file = await filled(['R1', 'R2'].map((record) => entryOf(record)));
  said = [];
});
const act = (
  action: Parameters<typeof cacheAction>[0],
  targets: string[] = [],
  options: Partial<ActionOptions> = {},
) =>
  cacheAction(action, file, targets, {
    ...{ dryRun: false, sources: async () => [], say: (line) => said.push(line) },
    ...options,
  });
const failing = async (...input: Parameters<typeof act>) => {
  try {
    await act(...input);
  } catch (error) {
    const { problems, next } = error as UserError;
    return { ...problems[0]!, ...(next ? { next } : {}) };
  }
  throw new Error('It did not fail.');
};
const exported = () => withOpen(file, (cache) => writeTextExport(cache));

describe('each action', () => {
  test('first takes in the text export, and says what it replaced', async () => {
    exported();
    const text = readFileSync(exportOf(file), 'utf8');
    writeFileSync(exportOf(file), text.replace('Text of R1.', 'Theirs.'));
    await act('stats');
    expect(said).toEqual([`${exportOf(file)} changed: replaced 1 text of the cache.`]);
    expect(stateOf(file).R1![0]).toBe('Theirs.');
  });
});

describe('stats', () => {
  test('count what there is', async () => {
    const cache = Cache.open(file);
    await finishCall(cache, { ...call, model: 'large', costUsd: null }, [], [failureOf('R9')]);
    cache.db.exec(`INSERT INTO batch VALUES ('b', 'openai', 'small', '', 'open', '[]')`);
    cache.close();
    const { lines, json, sound } = await act('stats');
    expect(lines).toEqual([
      `${file}: 2 entries, 0.1 MB`,
      '  openai small  Case.Subject  2',
      'openai large: 1 call, 100 tokens in (40 cached), 20 out, price unknown',
      'openai small: 1 call, 100 tokens in (40 cached), 20 out, $0.50',
      '1 remembered failure, 1 open batch',
    ]);
    expect([json, sound]).toEqual([expect.objectContaining({ entries: 2, failures: 1 }), true]);
  });
});

describe('show', () => {
  test('prints prompt and text of each', async () => {
    const { key } = entryOf('R2');
    const { lines, json, sound } = await act('show', ['R1', key]);
    expect(lines.slice(7)).toEqual([
      ...['R2 Case.Subject, written by openai small', `key ${key}`, ''],
      ...['Write about R2.', '', '→ Text of R2.', ''],
    ]);
    expect(json).toMatchObject([{ record: 'R1' }, { record: 'R2' }]);
    expect(sound).toBe(true);
  });
  test('wants to know what', async () => {
    expect(await failing('show')).toEqual({ message: '`cache show` requires a record or a cache key.' });
  });
});

describe('export', () => {
  test('writes the text export, or a file that is named', async () => {
    expect(await act('export')).toEqual({
      ...{ lines: [`Wrote 3 lines to ${exportOf(file)}.`], sound: true },
      json: { file: exportOf(file), lines: 3 },
    });
    const other = join(dirname(file), 'other.jsonl');
    await act('export', [other]);
    expect(readFileSync(other)).toEqual(readFileSync(exportOf(file)));
  });
});

describe('import', () => {
  let other: string;
  beforeEach(async () => {
    other = join(dirname(file), 'other.jsonl');
    const from = await filled([...['R1', 'R2'].map((record) => entryOf(record, 'Theirs.')), entryOf('R3')]);
    withOpen(from, (cache) => writeTextExport(cache, exportOf(from)));
    writeFileSync(other, readFileSync(exportOf(from)));
  });
  test('of a file from elsewhere says what it added and kept, and writes the text export', async () => {
    const keys = ['R1', 'R2'].map((record) => entryOf(record).key).sort();
    expect(await act('import', [other])).toEqual({
      lines: [
        `Imported 1 entry from ${other}.`,
        `Kept the texts of the cache for 2 keys: ${keys.join(', ')}`,
        'Use `--prefer export` to take the texts of the file instead.',
      ],
      ...{ json: { file: other, added: 1, replaced: 0, kept: keys }, sound: true },
    });
    expect(readFileSync(exportOf(file), 'utf8')).toContain('Text of R3.');
  });
  test('of a file that is preferred says what it replaced', async () => {
    const { lines } = await act('import', [other], { prefer: 'export' });
    expect(lines).toEqual([`Imported 1 entry from ${other}.`, 'Replaced 2 texts of the cache.']);
  });
  test.each([
    [5, false],
    [6, true],
  ])('that kept %i texts names five of them', async (count, more) => {
    const records = Array.from({ length: count }, (_, n) => `M${n}`);
    file = await filled(records.map((record) => entryOf(record)));
    const from = await filled(records.map((record) => entryOf(record, 'Theirs.')));
    withOpen(from, (cache) => writeTextExport(cache));
    const { lines } = await act('import', [exportOf(from)]);
    expect(lines[1]).toMatch(
      more ? /^Kept .*: (?:[0-9a-f]{64}, ){5}…$/ : /^Kept .*: (?:[0-9a-f]{64}, ){4}[0-9a-f]{64}$/,
    );
  });
  test('of the own text export settles what both have changed', async () => {
    exported();
    const text = readFileSync(exportOf(file), 'utf8');
    const cache = Cache.open(file);
    await finishCall(cache, call, [entryOf('R1', 'Mine.')], [], true);
    cache.close();
    writeFileSync(exportOf(file), text.replace('Text of R1.', 'Theirs.'));
    expect((await failing('import', [exportOf(file)])).message).toContain('one text here and another');
    const { lines } = await act('import', [exportOf(file)], { prefer: 'cache' });
    expect(lines).toEqual([
      `Imported 0 entries from ${exportOf(file)}.`,
      `Kept the texts of the cache for 1 key: ${entryOf('R1').key}`,
    ]);
    expect(readFileSync(exportOf(file), 'utf8')).toContain('Mine.');
    expect((await act('import', [exportOf(file)])).json).toEqual({
      ...{ file: exportOf(file), added: 0, replaced: 0, kept: [] },
    });
  });
  test('of an empty file, or of one with a merge left open, is for the reader of lines to judge', async () => {
    writeFileSync(other, '');
    expect((await act('import', [other])).json).toMatchObject({ added: 0 });
    const lines = exported() && readFileSync(exportOf(file), 'utf8');
    writeFileSync(other, `<<<<<<< ours\n${lines}`);
    expect((await failing('import', [other])).message).toBe('Unresolved git merge.');
  });
  test('wants a file with entries', async () => {
    expect(await failing('import')).toEqual({ message: '`cache import` requires a text export.' });
    const none = join(dirname(file), 'none');
    expect(await failing('import', [none])).toEqual({ message: 'File not found.', place: { file: none } });
    mkdirSync(none);
    expect(await failing('import', [none])).toMatchObject({ message: 'File not found.' });
    writeFileSync(other, 'seed: 7\n');
    expect(await failing('import', [other])).toEqual({
      ...{ message: "The file isn't a text export of a cache.", place: { file: other } },
      hint: expect.stringContaining('llm.jsonl'),
    });
  });
});

describe('verify', () => {
  test('counts entries and problems', async () => {
    expect(await act('verify')).toEqual({
      ...{ lines: ['Checked 2 entries: 0 problems.'], json: { entries: 2, problems: [] }, sound: true },
    });
    withOpen(file, ({ db }) => db.exec(`UPDATE entry SET prompt = 'x' WHERE record = 'R1'`));
    const { lines, sound } = await act('verify');
    expect(lines).toEqual([
      expect.stringContaining("The entry of Case.Subject of R1 doesn't match its key"),
      'Checked 2 entries: 1 problem.',
    ]);
    expect(sound).toBe(false);
  });
});

describe('repair', () => {
  test('says that nothing was to be done, or what was', async () => {
    expect(await act('repair')).toEqual({
      ...{ lines: [`${file} is intact; nothing was changed.`], json: { repaired: false }, sound: true },
    });
    withOpen(file, ({ db }) => db.exec('DROP TABLE failure'));
    expect(await act('repair')).toEqual({
      lines: [
        `Rebuilt ${file} with 3 lines: 2 entries from the damaged file, 0 from the text export.`,
        `The damaged file was kept as ${file}.damaged.`,
      ],
      json: { repaired: true, kept: `${file}.damaged`, read: 2, exported: 0, entries: 3 },
      sound: true,
    });
  });
});

describe('gc', () => {
  let datasets: string[];
  const sources = async () => datasets.map((dataset) => readSource(dataset, standardCatalog, []));
  const entries = () =>
    withOpen(file, ({ db }) => db.prepare<[], number>('SELECT count(*) FROM entry').pluck().get()!);
  /** A cache of two data sets, of which texts wait for each other. */
  beforeEach(async () => {
    const root = dirname(file);
    datasets = [42, 43].map((seed) => writeGenerated(join(root, `seed-${seed}`), smallTables(1, seed), seed));
    const server = await startModelServer();
    rmSync(file);
    for (const dataset of datasets) await run(server.url, { dataset, cache: file, industries: [] });
    await server.close();
  });

  test('keeps what the data sets use, each text followed to those that wait for it', async () => {
    const before = entries();
    const removed = before - TEXTS_PER_ACCOUNT;
    expect(removed).toBeGreaterThan(0);
    const all = { lines: ['Removed 0 entries that none of the datasets uses.'], sound: true };
    expect(await act('gc', [], { sources })).toEqual({ ...all, json: { removed: 0, dry_run: false } });

    const gone = datasets.pop()!;
    expect(await act('gc', [], { sources, dryRun: true })).toEqual({
      lines: [`Would remove ${removed} entries that none of the datasets uses.`],
      ...{ json: { removed, dry_run: true }, sound: true },
    });
    expect(entries()).toBe(before);

    await act('gc', [], { sources });
    expect(entries()).toBe(TEXTS_PER_ACCOUNT);
    expect(readFileSync(exportOf(file), 'utf8')).not.toContain('TESTDATA_43_');
    const frozen = (dataset: string) =>
      summaryFrom(run('http://127.0.0.1:1', { dataset, cache: file, industries: [], frozen: true }));
    expect((await frozen(datasets[0]!)).hits).toBe(TEXTS_PER_ACCOUNT);
    await expect(frozen(gone)).rejects.toThrow();
  });

  test('removes instructions that no entry names any more', async () => {
    withOpen(file, ({ db }) => db.exec(`INSERT INTO system VALUES (x'01', 'Old.')`));
    datasets.pop();
    await act('gc', [], { sources });
    withOpen(file, ({ db }) => expect(db.prepare('SELECT count(*) FROM system').pluck().get()).toBe(1));
  });

  test('wants to know the data sets', async () => {
    expect(await failing('gc')).toEqual({
      message: '`cache gc` requires the datasets whose entries to keep.',
      next: 'sfdc-datagen cache gc output/*',
    });
  });
});

import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SentStore } from '../../src/load/receipts/sent-store.ts';
import { userPlace } from '../../src/load/receipts/user-place.ts';
import { diskError } from '../../src/load/run/disk-error.ts';
import { Journal } from '../../src/load/run/journal.ts';
import { UserError } from '../../src/shared/errors.ts';
import { inFolder } from '../support/data-set.ts';

// A thread of a test has an environment of its own, which the system doesn't see.
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  homedir: () => process.env.HOME,
}));

const ID = '001000000000001AAA';
const OTHER = '001000000000002AAA';
const row = (id: string, sent: boolean[], cleared: boolean[] = [], created = true) => ({
  ...{ key: 'A1', id, created, sent, cleared },
});
const FIELDS = ['Name', 'Phone', 'Site', 'Fax', 'Rating'];

describe('receipts', () => {
  it('say what was sent, what was emptied since, and of which record', () =>
    inFolder((folder) => {
      const store = new SentStore(folder);
      store.add('Account', FIELDS, [row(ID, [true, true, false, false, true])]);
      store.add('Account', FIELDS, [row(ID, [true, false, true], [false, true], false)]);
      for (const read of [store, new SentStore(folder)]) {
        expect(FIELDS.filter((field) => read.sent('A1', ID, field))).toEqual(['Name', 'Site', 'Rating']);
        expect(read.sent('A1', OTHER, 'Name')).toBe(false);
        expect([read.keyOf(ID.slice(0, 15)), read.keyOf(OTHER), read.created(ID)]).toEqual([
          'A1',
          undefined,
          true,
        ]);
      }
      store.add('Account', ['Fax'], [row(OTHER, [true], [], false)]);
      expect(FIELDS.filter((field) => store.sent('A1', OTHER, field))).toEqual(['Fax']);
      expect([store.knows('A1', ID), store.created(OTHER), store.created(ID)]).toEqual([false, false, true]);
    }));

  it('survive a torn line and a line of something else', () =>
    inFolder((folder) => {
      new SentStore(folder).add('Account', FIELDS, [row(ID, [true])]);
      appendFileSync(join(folder, 'receipts.jsonl'), '{"object":"Account","fie');
      const store = new SentStore(folder);
      store.add('Account', FIELDS, [row(ID, [false, true])]);
      appendFileSync(join(folder, 'receipts.jsonl'), 'null\n[]\n{"object":1}\n');
      const read = new SentStore(folder);
      expect(FIELDS.filter((field) => read.sent('A1', ID, field))).toEqual(['Name', 'Phone']);
    }));

  it('are written anew where most is superseded, and say the same', () =>
    inFolder((folder) => {
      const store = new SentStore(folder);
      for (let count = 0; count < 1_001; count++)
        store.add('Account', FIELDS, [row(ID, [true, count % 2 === 0], [false, count % 2 === 1])]);
      const file = join(folder, 'receipts.jsonl');
      const before = statSync(file).size;
      store.compact();
      expect(statSync(file).size).toBeLessThan(before / 100);
      const read = new SentStore(folder);
      expect(FIELDS.filter((field) => read.sent('A1', ID, field))).toEqual(['Name', 'Phone']);
      expect(read.created(ID)).toBe(true);
      expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
    }));

  it('know a record that a load made for a key before, also when they were written anew', () =>
    inFolder((folder) => {
      const store = new SentStore(folder);
      store.add('CaseComment', FIELDS, [row(ID, [true])]);
      for (let count = 0; count < 1_001; count++) store.add('CaseComment', FIELDS, [row(OTHER, [true])]);
      store.compact();
      const read = new SentStore(folder);
      expect([read.created(ID), read.created(OTHER), read.keyOf(ID)]).toEqual([true, true, 'A1']);
      expect([read.knows('A1', OTHER), read.knows('A1', ID)]).toEqual([true, false]);
    }));
});

describe('a file that cannot be written is named, with what is safe', () => {
  it.each([
    ['receipts', (folder: string) => new SentStore(folder), 'receipts.jsonl'],
    ['the journal', (folder: string) => new Journal(join(folder, 'journal.jsonl')), 'journal.jsonl'],
  ])('%s', (_, open, name) =>
    inFolder((folder) => {
      mkdirSync(join(folder, name));
      expect(() => open(folder)).toThrow(UserError);
      expect(() => open(folder)).toThrow(new RegExp(`${name}: This is a folder, not a file\\..*sent`));
    }),
  );

  it('and any other error stays as it is', () => {
    const bug = new TypeError('x is not a function');
    expect(diskError(bug, 'receipts.jsonl', 'All is safe.')).toBe(bug);
  });

  it('receipts whose folder is gone', () =>
    inFolder((folder) => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      const store = new SentStore(join(file, 'runs'));
      expect(() => store.add('Account', ['Name'], [row(ID, [true])])).toThrow(
        /receipts\.jsonl: A part of the path is a file.*is safe/,
      );
    }));
});

describe('the place of the user for an org', () => {
  afterEach(() => void vi.unstubAllEnvs());
  it.each([
    ['as the environment says', (folder: string) => folder, ''],
    ['at home where a relative path is stated', () => 'relative/state', '.local/state'],
  ])('is %s', (_, state, base) =>
    inFolder((folder) => {
      vi.stubEnv('HOME', folder);
      vi.stubEnv('XDG_STATE_HOME', state(folder));
      expect(userPlace('00D1')).toBe(join(folder, base, 'sfdc-datagen/orgs/00D1'));
    }),
  );
});

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { takeOverRuns } from '../../src/load/earlier/earlier-runs.ts';
import { Journal } from '../../src/load/run/journal.ts';
import {
  CLEANUP,
  journaledIn,
  linkName,
  loadsIn,
  newRunFolder,
  openRuns,
  runsOf,
} from '../../src/load/run/run-folder.ts';
import { inFolder } from '../support/data-set.ts';

const orgId = '00D000000000001AAA';
const OTHER = '00D000000000002AAA';

/** Makes a run in a folder of runs, whose journal says into which org it loaded. */
function addRun(runs: string, name: string, into?: string): void {
  const folder = join(runs, name);
  mkdirSync(folder, { recursive: true });
  const journal = new Journal(join(folder, 'journal.jsonl'));
  if (into === undefined) journal.write({ event: 'end', exitCode: 0 });
  else
    journal.write({
      ...{ event: 'begin', dataset: 'd', hash: 'h', as_of: '2026-11-02' },
      ...{ org: 'qa', orgId: into, username: 'u' },
    });
  journal.close();
}

describe('the folder of an org', () => {
  it.each([
    ['qa', 'qa'],
    ['admin+1@x-y.example.com', 'admin+1@x-y.example.com'],
    ['a/b\\c d', 'a_b_c_d'],
    ['..', '_'],
    ['', '_'],
    ['.hidden', '.hidden'],
  ])('is known to people by the name of %j: %j', (org, name) => expect(linkName(org)).toBe(name));

  it('is named after its id, and has a link of its name', () =>
    inFolder((dir) => {
      expect(runsOf(dir, { orgId: '../00D' })).toBe(join(dir, 'runs', '___00D'));
      const link = openRuns(dir, { orgId, name: 'qa' });
      expect([link, readlinkSync(link)]).toEqual([join(dir, 'runs/qa'), orgId]);
      expect(openRuns(dir, { orgId, name: 'qa' })).toBe(link);
      // The alias is that of another org now.
      expect(readlinkSync(openRuns(dir, { orgId: OTHER, name: 'qa' }))).toBe(OTHER);
      expect(lstatSync(join(dir, 'runs', OTHER)).isDirectory()).toBe(true);
    }));

  it('is known by its id where something else has the name', () =>
    inFolder((dir) => {
      mkdirSync(join(dir, 'runs/qa'), { recursive: true });
      expect(openRuns(dir, { orgId, name: 'qa' })).toBe(join(dir, 'runs', orgId));
      expect(lstatSync(join(dir, 'runs/qa')).isDirectory()).toBe(true);
    }));
});

describe('the folder of a run', () => {
  afterEach(() => void vi.useRealTimers());

  it('is named after the time, and numbered where there is one', () =>
    inFolder((dir) => {
      vi.useFakeTimers({ now: Date.parse('2026-11-02T08:09:10.987Z'), toFake: ['Date'] });
      const runs = join(dir, 'runs');
      const names = ['', '', '', CLEANUP, CLEANUP].map((suffix) =>
        newRunFolder(runs, suffix).slice(runs.length + 1),
      );
      expect(names).toEqual([
        '2026-11-02T08-09-10',
        '2026-11-02T08-09-10-2',
        '2026-11-02T08-09-10-3',
        '2026-11-02T08-09-10-cleanup',
        '2026-11-02T08-09-10-cleanup-2',
      ]);
      expect(readdirSync(join(runs, names[0]!)).sort()).toEqual(['files', 'sf']);
    }));

  it('that cannot be made is an error', () =>
    inFolder((dir) => {
      writeFileSync(join(dir, 'runs'), '');
      expect(() => newRunFolder(join(dir, 'runs'))).toThrow();
    }));

  it('counts where it has a journal, and as a load where it is none of a cleanup', () =>
    inFolder((dir) => {
      expect(journaledIn(join(dir, 'nowhere'))).toEqual([]);
      for (const name of ['c', 'b-cleanup', 'a', 'd-cleanup-2', 'e-cleanup-not']) addRun(dir, name);
      mkdirSync(join(dir, 'without'));
      const names = (folders: string[]) => folders.map((folder) => folder.slice(dir.length + 1));
      expect(names(journaledIn(dir))).toEqual(['a', 'b-cleanup', 'c', 'd-cleanup-2', 'e-cleanup-not']);
      expect(names(loadsIn(dir))).toEqual(['a', 'c', 'e-cleanup-not']);
    }));
});

describe('runs that an earlier version left in a folder of a name', () => {
  const org = { orgId, name: 'qa' };
  /** A dataset's folder whose runs folder of the org is there, as it is when runs are taken over. */
  const withRuns = (work: (dir: string, runs: string) => void) =>
    inFolder((dir) => {
      mkdirSync(join(dir, 'runs', orgId), { recursive: true });
      work(dir, join(dir, 'runs'));
    });

  it('move to the folder of the id, and the empty folder goes', () =>
    withRuns((dir, runs) => {
      addRun(join(runs, 'qa'), 'one', orgId);
      addRun(join(runs, 'qa'), 'two');
      writeFileSync(join(runs, 'qa/receipts.jsonl'), 'old\n');
      writeFileSync(join(runs, 'qa/lock.json'), '{}');
      writeFileSync(join(runs, 'qa/.lock'), '');
      takeOverRuns(dir, org);
      expect(readdirSync(runs)).toEqual([orgId]);
      expect(readdirSync(join(runs, orgId)).sort()).toEqual(['one', 'receipts.jsonl', 'two']);
      expect(readFileSync(join(runs, orgId, 'receipts.jsonl'), 'utf8')).toBe('old\n');
    }));

  it('of another org move to the folder of that, without the receipts', () =>
    withRuns((dir, runs) => {
      addRun(join(runs, 'qa'), 'one', orgId);
      addRun(join(runs, 'qa'), 'two', OTHER);
      writeFileSync(join(runs, 'qa/receipts.jsonl'), 'old\n');
      takeOverRuns(dir, org);
      expect(readdirSync(join(runs, orgId))).toEqual(['one']);
      expect(readdirSync(join(runs, OTHER))).toEqual(['two']);
      expect(readdirSync(join(runs, 'qa'))).toEqual(['receipts.jsonl']);
    }));

  it('in a folder of another name move where they are of this org, and the others stay', () =>
    withRuns((dir, runs) => {
      addRun(join(runs, 'dev'), 'one', orgId);
      addRun(join(runs, 'dev'), 'two', OTHER);
      addRun(join(runs, 'dev'), 'three');
      writeFileSync(join(runs, 'dev/lock.json'), '{}');
      takeOverRuns(dir, org);
      expect(readdirSync(join(runs, orgId))).toEqual(['one']);
      expect(readdirSync(join(runs, 'dev')).sort()).toEqual(['lock.json', 'three', 'two']);
    }));

  it('stay where nothing is of this org, and so do folders of ids, links and files', () =>
    withRuns((dir, runs) => {
      addRun(join(runs, 'dev'), 'one', OTHER);
      addRun(join(runs, OTHER), 'two', orgId);
      symlinkSync(orgId, join(runs, 'link'), 'dir');
      writeFileSync(join(runs, 'file'), '');
      // Of no org by its name: it is one character too long.
      addRun(join(runs, `${orgId}x`), 'three', orgId);
      takeOverRuns(dir, org);
      expect(readdirSync(join(runs, orgId))).toEqual(['three']);
      expect(readdirSync(join(runs, 'dev'))).toEqual(['one']);
      expect(readdirSync(join(runs, OTHER))).toEqual(['two']);
      expect(existsSync(join(runs, 'link'))).toBe(true);
    }));

  it('are numbered where a run of the same time is there', () =>
    withRuns((dir, runs) => {
      for (const name of ['one', 'one-2']) addRun(join(runs, orgId), name, orgId);
      addRun(join(runs, 'qa'), 'one', orgId);
      takeOverRuns(dir, org);
      expect(readdirSync(join(runs, orgId)).sort()).toEqual(['one', 'one-2', 'one-3']);
    }));

  it('leave receipts that are there as well only where they differ', () =>
    withRuns((dir, runs) => {
      addRun(join(runs, 'qa'), 'one', orgId);
      const [own, old] = [join(runs, orgId, 'receipts.jsonl'), join(runs, 'qa/receipts.jsonl')];
      writeFileSync(own, 'same\n');
      writeFileSync(old, 'same\n');
      takeOverRuns(dir, org);
      expect([existsSync(own), existsSync(join(runs, 'qa'))]).toEqual([true, false]);
      addRun(join(runs, 'qa'), 'two', orgId);
      writeFileSync(old, 'other\n');
      takeOverRuns(dir, org);
      expect([readFileSync(own, 'utf8'), readFileSync(old, 'utf8')]).toEqual(['same\n', 'other\n']);
    }));

  it('are left to a load that is at work there', () =>
    withRuns((dir, runs) => {
      addRun(join(runs, 'qa'), 'one', orgId);
      const held = { pid: process.ppid, host: hostname(), since: '2026-11-02T08:00:00.000Z', what: 'load' };
      writeFileSync(join(runs, 'qa/lock.json'), JSON.stringify(held));
      expect(() => takeOverRuns(dir, org)).toThrow('A load of this dataset in this org is already running');
      expect(readdirSync(join(runs, 'qa')).sort()).toEqual(['lock.json', 'one']);
    }));

  it('are nothing where only other folders are in it', () =>
    withRuns((dir, runs) => {
      mkdirSync(join(runs, 'qa/notes'), { recursive: true });
      writeFileSync(join(runs, 'qa/notes.txt'), '');
      takeOverRuns(dir, org);
      // A folder without a journal may be a run that sent nothing.
      expect([readdirSync(join(runs, 'qa')), readdirSync(join(runs, orgId))]).toEqual([
        ['notes.txt'],
        ['notes'],
      ]);
    }));
});

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { withLock, workerOf, worksIn } from '../../src/load/run/lock.ts';
import { lockFile } from '../../src/shared/files/file-lock.ts';
import { startOf } from '../../src/shared/files/process-alive.ts';
import { inFolder } from '../support/data-set.ts';

/** No process of a system has so high a number. */
const NO_PID = (1 << 22) + 7;
const since = '2026-11-02T08:00:00.000Z';

describe('a lock', () => {
  it('is there as long as the work, also where that fails', () =>
    inFolder(async (folder) => {
      const runs = join(folder, 'runs/qa');
      const file = join(runs, 'lock.json');
      const held = await withLock(runs, { what: 'load' }, async () => JSON.parse(readFileSync(file, 'utf8')));
      expect(held).toMatchObject({ pid: process.pid, host: hostname(), what: 'load' });
      expect(existsSync(file)).toBe(false);
      const failing = withLock(runs, { what: 'load' }, () => Promise.reject(new Error('no')));
      await expect(failing).rejects.toThrow('no');
      expect(existsSync(file)).toBe(false);
    }));

  it('that cannot be given back does not hide what the work threw', () =>
    inFolder(async (folder) => {
      const failing = withLock(join(folder, 'runs'), { what: 'load' }, async () => {
        rmSync(join(folder, 'runs'), { recursive: true });
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
    }));

  it('of a process at work is respected, and taken over when that has ended', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'lock.json');
      const text = JSON.stringify({ pid: process.ppid, host: hostname(), since, what: 'cleanup' });
      writeFileSync(file, text);
      const error = await withLock(folder, { what: 'load' }, async () => {}).catch((thrown) => thrown);
      expect(error.problems).toEqual([
        {
          message: `A cleanup of this dataset in this org is already running since ${since}, in process ${process.ppid}.`,
          place: { file },
          hint: "Wait for it to finish. If it isn't an sfdc-datagen process, delete the lock file.",
        },
      ]);
      expect([error.exitCode, error.next]).toEqual([5, `ps -fp ${process.ppid}`]);
      expect(readFileSync(file, 'utf8')).toBe(text);
      writeFileSync(file, text.replace(String(process.ppid), String(NO_PID)));
      expect(await withLock(folder, { what: 'load' }, async () => 'done')).toBe('done');
    }));

  it('of another machine is respected, since its processes cannot be seen', () =>
    inFolder(async (folder) => {
      const held = { pid: process.pid, host: 'elsewhere', since, what: 'load' };
      writeFileSync(join(folder, 'lock.json'), JSON.stringify(held));
      await expect(withLock(folder, { what: 'load' }, async () => {})).rejects.toThrow('on elsewhere.');
    }));

  it('of its own process is one that an earlier container left, where every process has the same number', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'lock.json');
      writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname(), since, what: 'cleanup' }));
      const held = await withLock(folder, { what: 'load' }, async () =>
        JSON.parse(readFileSync(file, 'utf8')),
      );
      expect(held.what).toBe('load');
      expect(existsSync(file)).toBe(false);
    }));

  it('that another process has taken over is left to it', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'lock.json');
      const theirs = JSON.stringify({ pid: process.ppid, host: hostname(), since, what: 'load' });
      await withLock(folder, { what: 'load' }, async () => writeFileSync(file, theirs));
      expect(readFileSync(file, 'utf8')).toBe(theirs);
    }));

  it('keeps out its own process too, which may work in one org under two names', () =>
    inFolder((folder) =>
      withLock(folder, { what: 'load' }, async () => {
        await expect(withLock(folder, { what: 'load' }, async () => 1)).rejects.toThrow(
          'This load already works in this org under another name. Name each org once.',
        );
      }),
    ));

  it('of another container is taken over once its process has not shown itself for a minute', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'lock.json');
      const held = { pid: 1, started: '1', host: hostname(), namespace: 'pid:[1]', since, what: 'cleanup' };
      writeFileSync(file, JSON.stringify(held));
      const ago = (seconds: number) => {
        const then = new Date(Date.now() - seconds * 1_000);
        utimesSync(file, then, then);
      };
      ago(50);
      await expect(withLock(folder, { what: 'load' }, async () => 1)).rejects.toMatchObject({
        message: expect.stringContaining(
          'is already running since 2026-11-02T08:00:00.000Z, in process 1 of another container.',
        ),
        next: undefined,
      });
      ago(61);
      expect(await withLock(folder, { what: 'load' }, async () => 1)).toBe(1);
    }));

  it('shows others that its process is at work', () =>
    inFolder(async (folder) => {
      vi.useFakeTimers();
      const file = join(folder, 'lock.json');
      await withLock(folder, { what: 'load' }, async () => {
        const then = new Date(0);
        utimesSync(file, then, then);
        vi.advanceTimersByTime(10_000);
        expect(Math.abs(statSync(file).mtimeMs - Date.now())).toBeLessThan(1_000);
      });
      vi.useRealTimers();
    }));

  it('of a process whose number another one has now is taken over', () =>
    inFolder(async (folder) => {
      const held = {
        pid: process.ppid,
        started: startOf(process.ppid),
        host: hostname(),
        since,
        what: 'cleanup',
      };
      const file = join(folder, 'lock.json');
      writeFileSync(file, JSON.stringify(held));
      await expect(withLock(folder, { what: 'load' }, async () => 1)).rejects.toThrow('already running');
      writeFileSync(file, JSON.stringify({ ...held, started: `${held.started}0` }));
      expect(await withLock(folder, { what: 'load' }, async () => 1)).toBe(1);
    }));

  it('that says nothing is taken over', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'lock.json'), '{"pid":');
      expect(await withLock(folder, { what: 'load' }, async () => 'done')).toBe('done');
    }));

  it('that another folder shares keeps work on keys apart that may be the same', () =>
    inFolder(async (folder) => {
      const [runs, copy, shared] = ['runs', 'copy', 'shared'].map((name) => join(folder, name)) as [
        ...[string, string, string],
      ];
      const other = (prefix: string) => ({
        pid: process.ppid,
        host: hostname(),
        since,
        what: 'load',
        prefix,
        dir: '/c',
      });
      const put = (prefix: string) => {
        mkdirSync(shared, { recursive: true });
        writeFileSync(join(shared, `${prefix}.lock.json`), JSON.stringify(other(prefix)));
      };
      const work = { what: 'load', prefix: 'TESTDATA_42_', dir: '/a' };
      const load = () => withLock(runs, work, async () => readdirSync(shared).sort(), shared);
      put('TESTDATA_7_');
      put('OTHER_');
      expect(await load()).toEqual([
        '.lock',
        'OTHER_.lock.json',
        'TESTDATA_42_.lock.json',
        'TESTDATA_7_.lock.json',
      ]);
      expect(
        worksIn(shared)
          .map(({ prefix }) => prefix)
          .sort(),
      ).toEqual(['OTHER_', 'TESTDATA_7_']);
      // Neither lock is left, and none is taken where the other is refused.
      expect([
        existsSync(join(runs, 'lock.json')),
        existsSync(join(shared, 'TESTDATA_42_.lock.json')),
      ]).toEqual([...[false, false]]);
      for (const prefix of ['TESTDATA_42_', 'TESTDATA_', 'TESTDATA_42_A0000001']) {
        put(prefix);
        await expect(load()).rejects.toThrow(`is already running from /c since ${since}`);
        expect(existsSync(join(runs, 'lock.json'))).toBe(false);
        rmSync(join(shared, `${prefix}.lock.json`));
      }
      // One without keys may be about any.
      writeFileSync(join(shared, 'old.lock.json'), JSON.stringify({ ...other(''), prefix: undefined }));
      await expect(load()).rejects.toThrow('is already running');
      rmSync(join(shared, 'old.lock.json'));
      expect(
        await withLock(copy, { what: 'cleanup' }, async () => 'done', shared).catch(() => 'refused'),
      ).toBe('refused');
    }));

  it('that cannot be shared is held in the folder of the runs alone', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'file'), '');
      const shared = join(folder, 'file/place');
      expect(await withLock(join(folder, 'runs'), { what: 'load' }, async () => 'done', shared)).toBe('done');
      expect([worksIn(undefined), workerOf(join(folder, 'nowhere.json'))]).toEqual([[], undefined]);
    }));

  it('that another process is just looking at is refused after some seconds', () =>
    inFolder(async (folder) => {
      const guard = lockFile(join(folder, '.lock'), 0)!;
      const error = await withLock(folder, { what: 'load' }, async () => {}).catch((thrown) => thrown);
      guard.release();
      expect(error.problems).toEqual([
        {
          message: 'Another process has held the lock of this folder for 10 s.',
          place: { file: folder },
          hint: 'Try again.',
        },
      ]);
      expect(error.exitCode).toBe(5);
    }));

  it('in a folder that takes none is refused, with what it needs', () =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, '.lock'));
      const error = await withLock(folder, { what: 'load' }, async () => {}).catch((thrown) => thrown);
      expect([error.exitCode, error.problems]).toEqual([
        5,
        [
          {
            message: expect.stringMatching(/^The folder can't be locked: EISDIR.*\.$/),
            place: { file: folder },
            hint: 'It needs free space, write access, and a file system with file locks.',
          },
        ],
      ]);
    }));

  it('is given back when the process ends, and its listener goes with it', () =>
    inFolder(async (folder) => {
      const before = process.listenerCount('exit');
      await withLock(folder, { what: 'load' }, async () => {
        expect(process.listenerCount('exit')).toBe(before + 1);
        (process.listeners('exit').at(-1) as () => void)();
        expect(existsSync(join(folder, 'lock.json'))).toBe(false);
      });
      expect(process.listenerCount('exit')).toBe(before);
    }));
});

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../src/load/run/lock.ts';
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

  it('that says nothing is taken over', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'lock.json'), '{"pid":');
      expect(await withLock(folder, { what: 'load' }, async () => 'done')).toBe('done');
    }));
});

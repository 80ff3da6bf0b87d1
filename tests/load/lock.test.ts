import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../src/load/run/lock.ts';
import { inFolder } from '../support/data-set.ts';

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
      const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
      const file = join(folder, 'lock.json');
      const text = JSON.stringify({ pid: other.pid, host: hostname(), since, what: 'cleanup' });
      writeFileSync(file, text);
      await expect(withLock(folder, { what: 'load' }, async () => {})).rejects.toThrow(
        `A cleanup of this dataset in this org is already running since ${since}, in process ${other.pid}.`,
      );
      expect(readFileSync(file, 'utf8')).toBe(text);
      const ended = new Promise((resolve) => other.once('exit', resolve));
      other.kill('SIGKILL');
      await ended;
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

  it('that many take over at once goes to one of them', () =>
    inFolder(async (folder) => {
      const ended = spawn(process.execPath, ['-e', '']);
      await new Promise((resolve) => ended.once('exit', resolve));
      const stale = { pid: ended.pid, host: hostname(), since, what: 'load' };
      writeFileSync(join(folder, 'lock.json'), JSON.stringify(stale));
      const script = `import { withLock } from ${JSON.stringify(join(import.meta.dirname, '../../src/load/run/lock.ts'))};
        const hold = async () => { console.log('held'); for await (const _ of process.stdin); };
        try { await withLock(${JSON.stringify(folder)}, { what: 'load' }, hold); }
        catch (error) { console.log(error.name); }`;
      const children = Array.from({ length: 4 }, () =>
        spawn(process.execPath, ['--input-type=module', '-e', script]),
      );
      // None ends before all have said how it went for them.
      const said = await Promise.all(
        children.map(
          (child) =>
            new Promise<string>((resolve) =>
              child.stdout.once('data', (text) => resolve(String(text).trim())),
            ),
        ),
      );
      for (const child of children) child.stdin.end();
      expect(said.toSorted()).toEqual(['UserError', 'UserError', 'UserError', 'held']);
    }));

  it('that says nothing is taken over', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'lock.json'), '{"pid":');
      expect(await withLock(folder, { what: 'load' }, async () => 'done')).toBe('done');
    }));
});

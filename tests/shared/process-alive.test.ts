import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isAlive, startOf } from '../../src/shared/files/process-alive.ts';

it('tells a process that runs from one that ended, and from a later one with its number', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const { pid } = child;
  const started = startOf(pid!);
  expect(started).toMatch(/\S/);
  expect(startOf(pid!)).toBe(started);
  expect([isAlive(pid!), isAlive(pid!, started), isAlive(pid!, `${started}0`)]).toEqual([true, true, false]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect([isAlive(pid!), isAlive(pid!, started), startOf(pid!)]).toEqual([false, false, undefined]);
});

it('tells two processes apart by when they were started', () => {
  expect(startOf(process.pid)).not.toBe(startOf(process.ppid));
});

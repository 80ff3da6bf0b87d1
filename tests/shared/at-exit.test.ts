import { afterEach, expect, it } from 'vitest';
import { atExit } from '../../src/shared/at-exit.ts';

const before = process.listenerCount('exit');
const taken: (() => void)[] = [];
afterEach(() => {
  for (const back of taken.splice(0)) back();
});

it('does all work at the end that was not taken back, by one listener', () => {
  const done: number[] = [];
  for (let n = 0; n < 20; n++) taken.push(atExit(() => void done.push(n)));
  expect(process.listenerCount('exit')).toBe(before + 1);
  for (const back of taken.splice(0, 18)) back();
  process.listeners('exit').at(-1)!.call(process, 0);
  expect(done).toEqual([18, 19]);
});

it('leaves no listener where nothing is left to do', () => {
  const back = atExit(() => {});
  back();
  back();
  expect(process.listenerCount('exit')).toBe(before);
});

import { afterEach, expect, it, vi } from 'vitest';
import { interruptible, stoppedBySignals } from '../../src/shared/on-interrupt.ts';

afterEach(() => void vi.restoreAllMocks());

const listeners = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal));

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s says how to go on, and ends the process',
  async (signal) => {
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    const said: string[] = [];
    const before = listeners();
    await interruptible(
      () => void said.push('Next: load --resume'),
      async () => {
        expect(listeners()).toEqual(before.map((count) => count + 1));
        process.listeners(signal).at(-1)!(signal as never);
        expect([said, exit.mock.calls]).toEqual([['Next: load --resume'], [[130]]]);
      },
    );
  },
);

it('ends the process also where nothing can be said any more', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const gone = () => {
    throw new Error('EPIPE');
  };
  await interruptible(gone, async () => process.listeners('SIGINT').at(-1)!('SIGINT' as never));
  expect(exit.mock.calls).toEqual([[130]]);
});

it('nothing listens any more when the work is over, whatever became of it', async () => {
  const before = listeners();
  expect(
    await interruptible(
      () => {},
      async () => 'done',
    ),
  ).toBe('done');
  expect(listeners()).toEqual(before);
  await expect(
    interruptible(
      () => {},
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  expect(listeners()).toEqual(before);
});

it('leaves a signal to work that stops in order, until it is over', async () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  const before = listeners();
  const told: string[] = [];
  const signal = () => process.listeners('SIGINT').at(-1)!('SIGINT' as never);
  await interruptible(
    () => void told.push('said'),
    async () => {
      const stopped = stoppedBySignals(() => void told.push('stopping'));
      signal();
      signal();
      expect([told, exit.mock.calls]).toEqual([['stopping', 'stopping'], []]);
      stopped.off();
      signal();
    },
  );
  expect([told.at(-1), exit.mock.calls]).toEqual(['said', [[130]]]);
  expect(listeners()).toEqual(before);
});

import { vi } from 'vitest';

/** Every wait of the load under test, in ms, as it began. */
export const waits: number[] = [];

/** In the place of `node:timers/promises`: a wait that the clock of the test skips, as its next timer is due at once. */
export function setTimeout<T>(ms: number, value?: T): Promise<T | undefined> {
  waits.push(ms);
  return new Promise((resolve) => void globalThis.setTimeout(() => resolve(value), ms));
}

/** Makes a clock of the test's own, which stands still while something is done and skips what is waited for. */
export function startClock(now: string): void {
  waits.length = 0;
  vi.useFakeTimers({ now: Date.parse(now), toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  vi.setTimerTickMode('nextTimerAsync');
}

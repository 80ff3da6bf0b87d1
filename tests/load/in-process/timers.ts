import { setImmediate } from 'node:timers';
import { vi } from 'vitest';

/** The waits that this process has asked for, in ms: none of them is waited out. */
export const waits: number[] = [];

/** The waits between attempts, without those between two looks at a job. */
export function pauses(): number[] {
  return waits.filter((ms) => ms >= 500);
}

/** Stands for the timer of `node:timers/promises`: notes a wait, moves the clock on by it, and goes on as soon as what is under way has had its turn. */
export function setTimeout(ms: number): Promise<void> {
  waits.push(ms);
  vi.setSystemTime(Date.now() + ms);
  return new Promise((resolve) => setImmediate(resolve));
}

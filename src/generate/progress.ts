import { counted } from '../shared/counted.ts';
import type { Progress } from '../shared/progress.ts';

/** Short runs report nothing, and longer ones at most this often. */
const QUIET_MS = 2_000;
const INTERVAL_MS = 200;

/** Reports the number of rows and their rate; the clock has no other effect. */
export function tellRows(progress: Progress): (rows: number) => void {
  const begun = Date.now();
  let last = begun + QUIET_MS - INTERVAL_MS;
  return (rows) => {
    const now = Date.now();
    if (now - last < INTERVAL_MS) return;
    last = now;
    const each = Math.round((rows * 1000) / (now - begun));
    progress.live(`Generating: ${counted(rows)} rows, ${counted(each)} per second`);
  };
}

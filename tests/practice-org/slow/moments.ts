import { chanceOf } from '../../../src/practice-org/chance.ts';

/** Decides over all moments of a run: `KILL_SEED=… npx vitest run …` repeats one that failed. */
const SEED = process.env.KILL_SEED ?? String(Date.now());
console.info(`KILL_SEED=${SEED}`);

/** The numbers from 0 up to 1 that a test of this name draws, one after the other. */
export function momentsOf(name: string): () => number {
  let drawn = 0;
  return () => chanceOf(`${SEED} ${name} ${drawn++}`);
}

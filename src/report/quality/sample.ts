import { KeyedDraw } from '../../random/draw.ts';

const SAMPLE_SIZE = 100;
const SAMPLE_KEY = 20_261_102;

/** A fixed sample, the same for the same records: measures of repetition grow with the number of texts. */
export function sampleOf<T>(records: readonly T[]): T[] {
  if (records.length <= SAMPLE_SIZE) return [...records];
  const draw = new KeyedDraw();
  draw.rekey(SAMPLE_KEY);
  const pool = [...records];
  for (let place = 0; place < SAMPLE_SIZE; place++) {
    const chosen = place + draw.below(pool.length - place);
    [pool[place], pool[chosen]] = [pool[chosen]!, pool[place]!];
  }
  return pool.slice(0, SAMPLE_SIZE);
}

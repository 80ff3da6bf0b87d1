import { UserError } from '../../shared/errors.ts';
import { Cache } from './cache.ts';
import { cacheTrouble, refuseDamaged } from './trouble.ts';

/**
 * Does something with a cache and closes it. What SQLite finds wrong on the way becomes a sentence with the way on;
 * an error of the work itself is not hidden by one of the closing.
 */
export async function withCache<T>(
  file: string,
  say: (line: string) => void,
  work: (cache: Cache) => Promise<T> | T,
): Promise<T> {
  let cache: Cache | undefined;
  let result: T;
  try {
    cache = Cache.open(file, say);
    result = await work(cache);
  } catch (error) {
    const told =
      error instanceof UserError
        ? error
        : (cacheTrouble(file, error) ?? (cache && damageBehind(cache, file)) ?? error);
    try {
      cache?.close();
    } catch {
      // The first error says more.
    }
    throw told;
  }
  try {
    cache.close();
  } catch (error) {
    throw cacheTrouble(file, error) ?? error;
  }
  return result;
}

/** A page with a wrong byte can give a row that no query of ours expects: what then fails is the file's fault. */
function damageBehind(cache: Cache, file: string): UserError | undefined {
  try {
    refuseDamaged(cache);
    return undefined;
  } catch (error) {
    return cacheTrouble(file, error);
  }
}

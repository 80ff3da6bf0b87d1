/** Asks a cache for 200,000 keys in no order, a fifth of them unknown; `bench/cache.ts` makes the cache and starts this. */
import { hash } from 'node:crypto';
import { Cache } from '../src/enrich/cache/cache.ts';

const [file = 'cache/llm.sqlite', size = '1000000'] = process.argv.slice(2);
const count = 200_000;
const cache = Cache.open(file);
const keys = Array.from({ length: count }, (_, n) =>
  hash('sha256', String(Math.floor((n * 7_919_317) % (Number(size) * 1.25)))),
);
const start = performance.now();
let hits = 0;
let memory = 0;
cache.read(() => {
  for (const [n, key] of keys.entries()) {
    if (cache.text(key) !== undefined) hits++;
    // Not the process's own maximum: after a fork that begins with the parent's.
    if (n % 1_000 === 0) memory = Math.max(memory, process.memoryUsage.rss());
  }
});
const seconds = (performance.now() - start) / 1_000;
cache.close();
process.stdout.write(
  `${Math.round(count / seconds)} look-ups a second (${hits} of ${count} found), ${Math.round(memory / 1e6)} MB of memory at most\n`,
);

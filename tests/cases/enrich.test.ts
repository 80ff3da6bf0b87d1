import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Cache } from '../../src/enrich/cache/cache.ts';
import { testCases } from './run-case.ts';

const generate = ['generate', '--accounts', '2', '--output', 'd', '--quiet'];
const env = { OPENAI_API_KEY: 'x' };

/** A cache whose file is then changed by `damage`. */
const cacheWith = (damage: (file: string) => void) => (folder: string) => {
  const file = join(folder, 'cache/llm.sqlite');
  Cache.open(file).close();
  damage(file);
};

testCases([
  {
    name: 'fault-15-secret-in-url',
    run: [generate, ['enrich', 'd', '--provider', 'openai']],
    env: { ...env, OPENAI_BASE_URL: 'http://user:abcdef0123456789@127.0.0.1:1/v1' },
    exitCode: 2,
    says: ['OPENAI_BASE_URL: The address must not hold a username or password.'],
    never: ['abcdef0123456789'],
    files: { 'd/enriched': null },
  },
  {
    name: 'fault-45-sqlite-corrupt-page',
    run: [generate, ['enrich', 'd']],
    before: cacheWith((file) => {
      const out = openSync(file, 'r+');
      writeSync(out, Buffer.alloc(64, 0xff), 0, 64, 4_096);
      closeSync(out);
    }),
    env,
    exitCode: 2,
    says: ['cache/llm.sqlite: The cache is damaged: ', /^Next: .*cache repair$/m],
    files: { 'd/enriched': null },
  },
  {
    name: 'fault-45-sqlite-corrupt-page with a table dropped',
    run: [generate, ['enrich', 'd']],
    before: cacheWith((file) => {
      const db = new Database(file);
      db.exec('DROP TABLE note');
      db.close();
    }),
    env,
    exitCode: 2,
    says: ['cache/llm.sqlite: The cache is damaged: the table `note` is missing.'],
    files: { 'd/enriched': null },
  },
]);

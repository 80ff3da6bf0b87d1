import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { campaign } from './campaign.ts';
import { kinds } from './kinds.ts';
import { makeMaterial } from './material.ts';
import { Runner } from './runner.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });

/** About a minute in all; `make fuzz` goes on with other seeds for as long as it is told. */
const RUNS = 40;
const SEED = 42;

const runner = new Runner();
let all: ReturnType<typeof kinds>;

beforeAll(async () => {
  all = kinds(await makeMaterial());
});
afterAll(() => runner.stop());

test.for([
  ...[
    'recipes',
    'the default recipe',
    'formulas',
    'configs',
    'industries',
    'rows of a data set',
    'foreign CSV',
    'updates',
  ],
  ...[
    'manifests',
    'text exports of the cache',
    'caches',
    'continuations',
    'load declarations',
    'JSON documents',
  ],
  ...['answers of an org', 'flags'],
])('broken %s are answered with a sentence', async (kind) => {
  expect(await campaign(runner, kind, all[kind]!, { seed: SEED, runs: RUNS })).toBeUndefined();
});

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { run, summaryFrom } from './run.ts';
import { type ModelServer, startModelServer } from './server.ts';

let server: ModelServer;
let folder: ReturnType<typeof scratch>;
beforeEach(async () => {
  server = await startModelServer();
  folder = scratch();
});
afterEach(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

const finishAll = () => {
  for (const batch of server.batches.values()) batch.state = 'completed';
};

test('a batch is submitted, waited for, collected, and followed by one for the texts that waited', async () => {
  const dataset = writeGenerated(folder.path, smallTables(3));
  const first = await run(server.url, { dataset, batch: true });
  expect(first).toMatchObject({
    is: 'submitted',
    submitted: { batches: [{ state: 'submitted', texts: 15 }], written: 0 },
  });
  const waiting = await run(server.url, { dataset, batch: true });
  expect(waiting).toMatchObject({
    is: 'submitted',
    submitted: { batches: [{ id: 'batch_1', state: 'in_progress' }] },
  });
  expect(server.batches.size).toBe(1);

  let rounds = 0;
  for (;;) {
    finishAll();
    const next = await run(server.url, { dataset, batch: true });
    rounds++;
    if (next.is === 'written') {
      expect(next.summary).toMatchObject({ texts: 3 * TEXTS_PER_ACCOUNT, failed: [] });
      break;
    }
  }
  // Subjects, then descriptions, then the first comments, then the second.
  expect(rounds).toBe(4);
  expect(server.calls).toHaveLength(0);
  expect(server.answered).toHaveLength(3 * TEXTS_PER_ACCOUNT);
  const warm = await summaryFrom(run(server.url, { dataset, frozen: true }));
  expect(warm.hits).toBe(3 * TEXTS_PER_ACCOUNT);
});

test('the answers of a batch and of calls have the same keys', async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  await run(server.url, { dataset });
  const shared = join(dataset, 'llm.sqlite');
  const other = writeGenerated(join(folder.path, 'other'), smallTables(2));
  expect(await run(server.url, { dataset: other, cache: shared, batch: true })).toMatchObject({
    is: 'written',
  });
  expect(server.batches.size).toBe(0);
});

test('what an expired batch did not do is submitted again', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset, batch: true });
  for (const batch of server.batches.values()) {
    batch.state = 'expired';
    batch.input = 'file-empty';
  }
  await expect(run(server.url, { dataset, batch: true })).resolves.toMatchObject({
    is: 'submitted',
    submitted: { batches: [{ id: 'batch_2', texts: 5 }] },
  });
});

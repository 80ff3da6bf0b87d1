import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SubmittedBatches } from '../../src/enrich/write/write-by-model.ts';
import { EXIT } from '../../src/shared/errors.ts';
import { scratch, smallTables, TEXTS_PER_ACCOUNT, writeGenerated } from '../enrich/fixture.ts';
import { startCli, withServer } from './cli.ts';
import { collected, errorOf, run, summaryFrom } from './run.ts';
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

const finishAll = (state = 'completed', noOutput = state !== 'completed') => {
  for (const batch of server.batches.values()) Object.assign(batch, { state, noOutput });
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

test("what an expired batch didn't do is submitted again", async () => {
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

const unreadable: [string, (text: string) => string][] = [
  ['results that are cut off', (text) => text.slice(0, -200)],
  ['a page instead of results', () => '<html>\n<body>Sign in</body>\n</html>'],
  ['lines of something else', () => '{"a":1}\n'],
];
test.each(unreadable)(
  '%s leave the batch open: it is fetched again, and not paid again',
  async (_, change) => {
    const dataset = writeGenerated(folder.path, smallTables(3));
    await run(server.url, { dataset, batch: true, openai: { batch_size: 5 } });
    finishAll();
    server.resultsAs = change;
    for (let tries = 0; tries < 2; tries++) {
      const error = await errorOf(run(server.url, { dataset, batch: true }));
      expect(error.message).toMatch(
        /^The batch batch_1 of 15 texts can't be collected from \S+: its results are cut off or unreadable\. It stays open/,
      );
      expect(error.exitCode).toBe(EXIT.noOrg);
      expect(server.batches.size).toBe(1);
    }
    server.resultsAs = (text) => text;
    const { submitted } = (await run(server.url, { dataset, batch: true })) as {
      submitted: SubmittedBatches;
    };
    expect(submitted.written).toBe(15);
  },
);

const lost: [string, string, () => void][] = [
  ['that the server no longer knows', "the server doesn't know it", () => server.batches.delete('batch_1')],
  [
    'that is of another kind',
    'the server reports no state for it',
    () => Object.assign(server.batches.get('batch_1')!, { state: undefined }),
  ],
];
test.each(lost)('a batch %s is reported, and given up by --retry-failed', async (_, why, lose) => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset, batch: true });
  lose();
  const error = await errorOf(run(server.url, { dataset, batch: true }));
  expect(error.message).toContain(`batch_1 of 5 texts can't be collected from 127.0.0.1:`);
  expect(error.message).toMatch(new RegExp(`: ${why}\\. It stays open.*--retry-failed`));
  const progress = collected();
  const again = run(server.url, { dataset, batch: true, retryFailed: true, progress });
  expect(await again).toMatchObject({ submitted: { batches: [{ state: 'submitted', texts: 5 }] } });
  expect(progress.lines[0]).toBe(`Abandoned batch batch_1: ${why}. Submitting its texts again.`);
});

const barren: [string, () => void, string][] = [
  ['expired', () => finishAll('expired'), 'the batch is expired'],
  ['cancelled', () => finishAll('cancelled'), 'the batch is cancelled'],
  ['completed without results', () => finishAll('completed', true), 'its results lack them'],
  [
    'full of errors',
    () => {
      finishAll();
      server.resultsAs = () =>
        `${JSON.stringify({ custom_id: 'call-1', response: { status_code: 500, body: { error: { message: 'Sorry' } } } })}\n`;
    },
    '127.0.0.1:\\d+ responded Sorry',
  ],
];
test.each(barren)(
  'batches that come back %s are told, and three in a row are the last',
  async (_, end, why) => {
    const dataset = writeGenerated(folder.path, smallTables(1));
    await run(server.url, { dataset, batch: true });
    for (let round = 2; round <= 3; round++) {
      end();
      const progress = collected();
      const next = await run(server.url, { dataset, batch: true, progress });
      expect(next).toMatchObject({ is: 'submitted', submitted: { batches: [{ id: `batch_${round}` }] } });
      expect(progress.lines[0]).toMatch(
        new RegExp(
          `^Batch batch_${round - 1} returned without 5 of 5 texts: ${why}\\. Submitting them again`,
        ),
      );
    }
    end();
    for (let tries = 0; tries < 2; tries++) {
      const error = await errorOf(run(server.url, { dataset, batch: true }));
      expect(error.message).toMatch(new RegExp(`^The last 3 batches at \\S+ returned no text: ${why}\\.`));
      expect(server.batches.size).toBe(3);
    }
    const again = run(server.url, { dataset, batch: true, retryFailed: true });
    expect(await again).toMatchObject({ submitted: { batches: [{ id: 'batch_4' }] } });
  },
);

test('Ctrl-C while a batch is submitted waits for its name, so that it is paid once', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  let created = () => {};
  const reached = new Promise<void>((resolve) => {
    created = resolve;
  });
  server.answersAfter = async (method, path) => {
    if (method !== 'POST' || !path.endsWith('/batches')) return;
    created();
    await new Promise((resolve) => setTimeout(resolve, 500));
  };
  const args = ['enrich', dataset, '--batch', '--cache', join(dataset, 'llm.sqlite')];
  const { child, done } = startCli(args, withServer(server.url));
  await reached;
  child.kill('SIGINT');
  const { code, stderr } = await done;
  expect(code).toBe(EXIT.interrupted);
  expect(stderr).toContain('Waiting for 1 call, at most');
  expect(await run(server.url, { dataset, batch: true })).toMatchObject({
    submitted: { batches: [{ id: 'batch_1', state: 'in_progress' }] },
  });
  expect(server.batches.size).toBe(1);
});

/** Starts a run with --batch and kills it once the server has done a thing that it does not say. */
async function killedAt(dataset: string, method: string, end: string): Promise<void> {
  let reached = () => {};
  const held = new Promise<void>((resolve) => {
    reached = resolve;
  });
  server.holdsBack = (how, path) => {
    const holds = how === method && path.endsWith(end);
    if (holds) reached();
    return holds;
  };
  const args = ['enrich', dataset, '--batch', '--cache', join(dataset, 'llm.sqlite')];
  const { child, done } = startCli(args, withServer(server.url));
  await held;
  child.kill('SIGKILL');
  expect((await done).signal).toBe('SIGKILL');
  server.holdsBack = () => false;
}

test('a batch whose name was not stored before a kill is found again by its metadata, and paid once', async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  await killedAt(dataset, 'POST', '/batches');
  server.batches.set('batch_other', {
    state: 'completed',
    input: 'file-9',
    metadata: { sfdc_datagen: 'other' },
  });
  const progress = collected();
  const found = await run(server.url, { dataset, batch: true, progress });
  expect(found).toMatchObject({ is: 'submitted', submitted: { batches: [{ id: 'batch_1', texts: 10 }] } });
  expect(progress.lines.join('\n')).toContain('Batch batch_1 was submitted by an interrupted run');
  expect([...server.batches.keys()]).toEqual(['batch_1', 'batch_other']);
  server.batches.get('batch_1')!.state = 'completed';
  await run(server.url, { dataset, batch: true });
  expect(server.answered).toHaveLength(10);
});

test('a file that was uploaded before a kill becomes the batch, without a second upload', async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  await killedAt(dataset, 'POST', '/files');
  const [file] = server.files.keys();
  expect(await run(server.url, { dataset, batch: true })).toMatchObject({
    submitted: { batches: [{ id: 'batch_1', texts: 10 }] },
  });
  expect([...server.files.keys()]).toEqual([file]);
  expect(server.batches.get('batch_1')!.input).toBe(file);
});

test('a file whose texts are no longer wanted is deleted, and a batch that came to nothing is submitted anew', async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  await killedAt(dataset, 'POST', '/files');
  const tables = smallTables(2);
  tables.Account!.rows[0]![5] = 'Tulsa';
  writeGenerated(dataset, tables);
  expect(await run(server.url, { dataset, batch: true })).toMatchObject({
    submitted: { batches: [{ id: 'batch_1', texts: 10 }] },
  });
  expect(server.files.size).toBe(1);
});

test("a batch that was created though its answer was lost isn't created twice", async () => {
  const dataset = writeGenerated(folder.path, smallTables(2));
  let lost = 0;
  server.holdsBack = (method, path) => {
    if (method !== 'POST' || !path.endsWith('/batches') || lost++ > 0) return false;
    server.dropConnections();
    return true;
  };
  expect(await run(server.url, { dataset, batch: true })).toMatchObject({
    submitted: { batches: [{ id: 'batch_1' }] },
  });
  expect(server.batches.size).toBe(1);
  expect(server.files.size).toBe(1);
});

test('a run without --batch says which texts are with the Batch API', async () => {
  const dataset = writeGenerated(folder.path, smallTables(1));
  await run(server.url, { dataset, batch: true });
  const progress = collected();
  await run(server.url, { dataset, progress });
  expect(progress.lines[0]).toContain('Batch batch_1 has 5 of the missing texts');
});

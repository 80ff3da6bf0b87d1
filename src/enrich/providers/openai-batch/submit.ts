import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { isAlive } from '../../../shared/files/process-alive.ts';
import {
  type BatchIntent,
  forgetBatch,
  intendBatch,
  intendedBatches,
  openBatch,
} from '../../cache/batches.ts';
import type { Cache } from '../../cache/cache.ts';
import type { Connection } from '../openai/connection/connection.ts';
import { askServer } from '../openai/connection/try-calls.ts';
import type { BatchLine } from './lines.ts';

/** The name under which a batch carries its token in the server's metadata; the uploaded file has it in its name. */
const TOKEN = 'sfdc_datagen';

export const endpointOf = (kind: string) =>
  (kind === 'azure' ? '/chat/completions' : '/v1/chat/completions') as '/v1/chat/completions';

/**
 * Submits calls as a batch. What is about to be sent is remembered before the server hears of it, so that a run that
 * is killed in between loses nothing that is paid for. Returns the name of the batch.
 */
export async function submitBatch(
  connection: Connection,
  cache: Cache,
  lines: readonly BatchLine[],
): Promise<string> {
  const token = randomUUID();
  const calls = lines.map(({ call }) => call);
  const by = `${hostname()} ${process.pid}`;
  intendBatch(cache, { id: token, provider: connection.server.kind, model: connection.model, calls, by });
  const content = Buffer.from(`${lines.map((one) => one.line).join('\n')}\n`);
  const file = await upload(connection, token, content);
  const id = await create(connection, token, file);
  openBatch(cache, token, id);
  return id;
}

/**
 * Takes up what runs that were killed have left: a batch that the server has is kept, one of which it has only the
 * file is created if all its texts are still wanted, and anything else is forgotten. Returns those that another
 * process is submitting right now.
 */
export async function recoverBatches(
  connection: Connection,
  cache: Cache,
  wanted: ReadonlyMap<string, unknown>,
  say: (line: string) => void,
): Promise<BatchIntent[]> {
  const busy: BatchIntent[] = [];
  for (const intent of intendedBatches(cache, connection.server.kind)) {
    if (isUnderWay(intent)) {
      busy.push(intent);
      continue;
    }
    const { id: token, calls, model } = intent;
    const found = await askServer(connection, () => findBatch(connection, token, intent.at));
    if (found) {
      openBatch(cache, token, found);
      say(`Batch ${found} was submitted by an interrupted run; it is collected like any other.`);
      continue;
    }
    const file = await askServer(connection, () => findFile(connection, token));
    const keys = calls.flatMap(({ records }) => records.map(({ key }) => key));
    if (file && model === connection.model && keys.every((key) => wanted.has(key))) {
      openBatch(cache, token, await create(connection, token, file));
      continue;
    }
    // A file that nobody uses costs nothing; what cannot be deleted stays.
    if (file) await connection.client.files.delete(file, { signal: connection.signal }).catch(() => {});
    forgetBatch(cache, token);
  }
  return busy;
}

/** A submission takes minutes at most. */
const SUBMISSION_MS = 3_600_000;

function isUnderWay({ by, at }: BatchIntent): boolean {
  const [host, pid] = by.split(' ');
  if (Date.now() - at > SUBMISSION_MS || host !== hostname()) return false;
  return Number(pid) !== process.pid && isAlive(Number(pid));
}

async function upload(connection: Connection, token: string, content: Buffer): Promise<string> {
  const { toFile } = await import('openai');
  return onceOnly(
    connection,
    () => findFile(connection, token),
    async () => {
      const file = await toFile(content, fileName(token));
      return (await connection.client.files.create({ file, purpose: 'batch' }, { signal: connection.signal }))
        .id;
    },
  );
}

function create(connection: Connection, token: string, file: string): Promise<string> {
  return onceOnly(
    connection,
    () => findBatch(connection, token, Date.now()),
    async () => {
      const batch = await connection.client.batches.create(
        {
          input_file_id: file,
          endpoint: endpointOf(connection.server.kind),
          completion_window: '24h',
          metadata: { [TOKEN]: token },
        },
        { signal: connection.signal },
      );
      return batch.id;
    },
  );
}

/** Has something made, and after a fault first looks whether it was made. */
function onceOnly(
  connection: Connection,
  find: () => Promise<string | undefined>,
  make: () => Promise<string>,
): Promise<string> {
  let tried = false;
  return askServer(connection, async () => {
    const found = tried ? await find() : undefined;
    tried = true;
    return found ?? (await make());
  });
}

function fileName(token: string): string {
  return `sfdc-datagen-${token}.jsonl`;
}

/** A list is searched back to this long before a batch was submitted: clocks differ. */
const SLACK_MS = 86_400_000;

/** The batch that carries a token. Lists begin with the newest. */
async function findBatch(connection: Connection, token: string, since: number): Promise<string | undefined> {
  return search(
    connection.client.batches.list({ limit: 100 }, { signal: connection.signal }),
    since,
    ({ id, metadata }) => (metadata?.[TOKEN] === token ? id : undefined),
  );
}

async function findFile(connection: Connection, token: string): Promise<string | undefined> {
  const list = connection.client.files.list(
    { purpose: 'batch', limit: 1_000 },
    { signal: connection.signal },
  );
  return search(list, 0, ({ id, filename }) => (filename === fileName(token) ? id : undefined));
}

async function search<T extends { created_at?: number }>(
  list: AsyncIterable<T>,
  since: number,
  idOf: (item: T) => string | undefined,
): Promise<string | undefined> {
  try {
    for await (const item of list) {
      const id = idOf(item);
      if (id !== undefined) return id;
      if (item.created_at !== undefined && item.created_at * 1_000 < since - SLACK_MS) return undefined;
    }
  } catch (error) {
    // A server that has no list of them.
    if (![404, 405, 501].includes((error as { status?: number }).status ?? 0)) throw error;
  }
  return undefined;
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A record as a call asks for it. */
export interface AskedRecord {
  id: string;
  object: string;
  field: string;
  max_chars: number;
  prompt: string;
}

/** A call that the server has had. */
export interface SeenCall {
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
  records: AskedRecord[];
  /** When the answer had left, by `performance.now()`; undefined while under way. */
  finishedAt?: number;
}

/** What a script answers to a call: nothing leaves it to the well-behaved answer. */
export type Scripted =
  | undefined
  | { content: string; finish?: string; refusal?: string; model?: string; usage?: Record<string, unknown> }
  | { status: number; error?: Record<string, unknown>; headers?: Record<string, string> }
  | { raw: string; status?: number; type?: string }
  | { serve: (response: ServerResponse) => void }
  | 'hang'
  | 'drop';

/** A server that speaks OpenAI's Chat Completions and Batch API on the loopback, as far as the tests need. */
export interface ModelServer {
  url: string;
  calls: SeenCall[];
  /** Prompts that were answered soundly, each as often as it was. */
  answered: string[];
  script: (call: SeenCall, number: number) => Scripted | Promise<Scripted>;
  /** Ms before each answer. */
  delayMs: number;
  batches: Map<
    string,
    { state: string; input: string; metadata?: Record<string, string>; noOutput?: boolean }
  >;
  /** What becomes of the file of a batch's results on its way. */
  resultsAs: (text: string) => string;
  /** Uploaded files, by id. */
  files: Map<string, { name: string; text: string }>;
  /** Whether the answer to a request is held back for ever, though what it asks for is done. */
  holdsBack: (method: string, path: string) => boolean;
  /** Waited for before files and batches are answered, once what is asked is done. */
  answersAfter: (method: string, path: string) => Promise<void>;
  /** Breaks every connection. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** The text of a prompt: a function of the prompt alone, which names the company and the person that it names. */
export function textFor({ prompt, max_chars: max }: Pick<AskedRecord, 'prompt' | 'max_chars'>): string {
  const mark = createHash('sha256').update(prompt).digest('hex').slice(0, 10);
  const company = /(?:Company|Account|Customer): (.*)/.exec(prompt)?.[1] ?? 'the customer';
  if (max <= 255) return `Review ${mark} at ${company}`.slice(0, max);
  return `The team at ${company} has looked into item ${mark}. They expect a result within two weeks.`;
}

export function answerFor(records: readonly AskedRecord[]): string {
  return JSON.stringify({ records: records.map((record) => ({ id: record.id, text: textFor(record) })) });
}

export async function startModelServer(): Promise<ModelServer> {
  const files: ModelServer['files'] = new Map();
  const http = createServer((request, response) => {
    void serve(request, response).catch((error) => {
      response.statusCode = 500;
      response.end(JSON.stringify({ error: { message: String(error) } }));
    });
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  const server: ModelServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    calls: [],
    answered: [],
    script: () => undefined,
    delayMs: 0,
    batches: new Map(),
    resultsAs: (results) => results,
    files,
    holdsBack: () => false,
    answersAfter: async () => {},
    dropConnections: () => http.closeAllConnections(),
    close: () =>
      new Promise((closed) => {
        http.closeAllConnections();
        http.close(() => closed());
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const path = request.url!.replace(/\?.*/, '');
    if (!path.endsWith('/chat/completions')) {
      const [status, value] = serveBatches(request.method!, path, text);
      if (server.holdsBack(request.method!, path)) return;
      await server.answersAfter(request.method!, path);
      if (typeof value === 'string') return void response.end(value);
      return json(response, status, value);
    }

    const call = callOf(request, path, JSON.parse(text));
    server.calls.push(call);
    const scripted = await server.script(call, server.calls.length);
    if (server.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, server.delayMs));
    if (scripted === 'hang') return;
    if (scripted === 'drop') return void request.socket.destroy();
    if (scripted && 'serve' in scripted) return scripted.serve(response);
    if (scripted && 'raw' in scripted) {
      response.writeHead(scripted.status ?? 200, { 'content-type': scripted.type ?? 'text/html' });
      return void response.end(scripted.raw);
    }
    if (scripted && 'status' in scripted) {
      const error = { message: 'scripted', ...scripted.error };
      return json(response, scripted.status, { error }, scripted.headers);
    }
    if (!scripted) server.answered.push(...call.records.map(({ prompt }) => prompt));
    json(response, 200, completionOf(call, scripted));
    call.finishedAt = performance.now();
  }

  /** Files and batches, as OpenAI has them; lists begin with the newest. */
  function serveBatches(method: string, path: string, text: string): [number, unknown] {
    const id = path.split('/').at(-1)!;
    if (path.endsWith('/content')) return [200, server.resultsAs(resultsOf(path))];
    if (path.endsWith('/files')) {
      if (method === 'GET') {
        const data = [...files].map(([file, { name }]) => ({ id: file, filename: name, purpose: 'batch' }));
        return [200, { object: 'list', data: data.reverse(), has_more: false }];
      }
      const file = `file-${files.size + 1}`;
      files.set(file, fileIn(text));
      return [200, { id: file, object: 'file', purpose: 'batch' }];
    }
    if (path.includes('/files/') && method === 'DELETE') {
      files.delete(id);
      return [200, { id, object: 'file', deleted: true }];
    }
    if (!path.endsWith('/batches')) return [server.batches.has(id) ? 200 : 404, batchOf(id)];
    if (method === 'GET') {
      return [
        200,
        { object: 'list', data: [...server.batches.keys()].reverse().map(batchOf), has_more: false },
      ];
    }
    const { input_file_id: input, metadata } = JSON.parse(text);
    const batch = `batch_${server.batches.size + 1}`;
    server.batches.set(batch, { state: 'in_progress', input, metadata });
    return [200, batchOf(batch)];
  }

  function batchOf(id: string) {
    const batch = server.batches.get(id);
    if (!batch) return { error: { message: `No batch found with id '${id}'.` } };
    const done = ['completed', 'expired', 'cancelled'].includes(batch.state);
    return {
      ...{
        id,
        object: 'batch',
        status: batch.state,
        metadata: batch.metadata ?? null,
        input_file_id: batch.input,
        endpoint: '/v1/chat/completions',
      },
      ...(done && !batch.noOutput ? { output_file_id: `out-${id}` } : {}),
    };
  }

  /** Runs the calls of a batch when its results are fetched, last one first: results come in any order. */
  function resultsOf(path: string): string {
    const id = /out-(batch_\d+)/.exec(path)![1]!;
    const lines = (files.get(server.batches.get(id)!.input)?.text ?? '').trim().split('\n').reverse();
    return lines
      .filter((line) => line !== '')
      .map((line) => {
        const { custom_id: customId, body } = JSON.parse(line);
        const call = callOf(undefined, '/batch', body);
        server.answered.push(...call.records.map(({ prompt }) => prompt));
        const answer = completionOf(call, undefined);
        return JSON.stringify({
          custom_id: customId,
          response: { status_code: 200, request_id: 'req-b', body: answer },
        });
      })
      .join('\n');
  }
  return server;
}

function callOf(
  request: IncomingMessage | undefined,
  path: string,
  body: { messages: { content: string }[] } & Record<string, unknown>,
): SeenCall {
  const { records } = JSON.parse(body.messages.at(-1)!.content) as { records: AskedRecord[] };
  return { path, headers: request?.headers ?? {}, body, records };
}

function completionOf(call: SeenCall, scripted: Extract<Scripted, { content: string }> | undefined) {
  const content = scripted?.content ?? answerFor(call.records);
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: scripted?.model ?? call.body.model,
    choices: [
      {
        index: 0,
        finish_reason: scripted?.finish ?? 'stop',
        message: { role: 'assistant', content, refusal: scripted?.refusal ?? null },
      },
    ],
    usage: scripted?.usage ?? {
      prompt_tokens: 100 * call.records.length,
      completion_tokens: 40 * call.records.length,
      prompt_tokens_details: { cached_tokens: 10 },
    },
  };
}

function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-1', ...headers });
  response.end(JSON.stringify(value));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The file in a multipart upload. */
function fileIn(multipart: string): { name: string; text: string } {
  const boundary = multipart.slice(0, multipart.indexOf('\r\n'));
  const part = multipart.split(boundary).find((one) => one.includes('filename='))!;
  const name = /filename="([^"]*)"/.exec(part)?.[1] ?? '';
  return { name, text: part.slice(part.indexOf('\r\n\r\n') + 4).trimEnd() };
}

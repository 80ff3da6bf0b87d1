import type { BatchCall } from '../../cache/batches.ts';
import { priceOf } from '../../cost.ts';
import { callSize, type TextJob } from '../../text-job.ts';
import { envelopeOf, outputCap } from '../openai/answer/envelope.ts';
import { requestBody } from '../openai/connection/client.ts';
import type { Manner } from '../openai/connection/manner.ts';

/** A call of a batch and its line in the file that is sent. */
export interface BatchLine {
  call: BatchCall;
  line: string;
  jobs: readonly TextJob[];
  cap: number;
}

/** Puts jobs into calls, those of one level together. */
export function batchLines(
  jobs: readonly TextJob[],
  batchSize: number,
  call: { url: string; model: string; temperature: number | null; manner: Manner },
): BatchLine[] {
  const levels = [...new Set(jobs.map(({ level }) => level))];
  const groups = levels.flatMap((level) =>
    chunks(
      jobs.filter((job) => job.level === level),
      callSize(level, batchSize),
    ),
  );
  return groups.map((group, index) => {
    const customId = `call-${index + 1}`;
    const requests = group.map(({ request }) => request);
    const cap = outputCap(requests, priceOf(call.model)?.max_output);
    const body = requestBody(call.model, call.temperature, envelopeOf(requests), cap, call.manner);
    const records = group.map(({ key, facts, level, request }) => ({
      key,
      facts,
      level,
      record: request.key,
    }));
    const line = JSON.stringify({ custom_id: customId, method: 'POST', url: call.url, body });
    return { call: { customId, records }, line, jobs: group, cap };
  });
}

/** OpenAI takes 50,000 calls and 200 MB in a file; half of that leaves room for what a proxy allows. */
const MOST_CALLS = 25_000;
const MOST_CHARACTERS = 90_000_000;

/** Splits lines into files that a server takes. */
export function batchFiles(lines: readonly BatchLine[]): BatchLine[][] {
  const files: BatchLine[][] = [];
  let characters = 0;
  for (const line of lines) {
    const last = files.at(-1);
    if (!last || last.length >= MOST_CALLS || characters + line.line.length > MOST_CHARACTERS) {
      files.push([line]);
      characters = line.line.length;
    } else {
      last.push(line);
      characters += line.line.length;
    }
  }
  return files;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}

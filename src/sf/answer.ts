import { z } from 'zod';

/** What `sf … --json` says: `result` of a success, `name` and `message` of a failure, `actions` that may mend it. */
const answerSchema = z.looseObject({
  status: z.number().optional(),
  name: z.string().optional(),
  message: z.string().optional(),
  actions: z.array(z.string()).optional(),
  result: z.unknown().optional(),
});

export type SfAnswer =
  | { ok: true; result: unknown }
  /** `name` is the CLI's or Salesforce's name of the error, `connection` whether the org could not be reached. */
  | { ok: false; name: string; message: string; actions: readonly string[]; connection: boolean };

/** The answer in the CLI's stdout; text that is not its JSON is a failure of its own. */
export function readSfAnswer(stdout: string): SfAnswer {
  let value: unknown;
  try {
    value = JSON.parse(stdout.slice(Math.max(0, stdout.indexOf('{'))));
  } catch {
    return {
      ...{ ok: false, name: 'NoAnswer', message: stdout.trim().slice(0, 500) },
      ...{ actions: [], connection: false },
    };
  }
  const answer = answerSchema.parse(value);
  if (answer.result !== undefined) return { ok: true, result: answer.result };
  const { name = 'UnknownError', message = '', actions = [] } = answer;
  return { ok: false, name, message, actions, connection: isConnectionError(name, message) };
}

/** Whether words of an error say that the org was not reached, or answered that it cannot answer now. */
function isConnectionError(name: string, message: string): boolean {
  return /fetch failed|ECONNRE(FUSED|SET)|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|other side closed|ERROR_HTTP_(5\d\d|429)|Service Unavailable|SERVER_UNAVAILABLE/i.test(
    `${name} ${message}`,
  );
}

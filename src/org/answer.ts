import type { z } from 'zod';
import { EXIT, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/quote.ts';
import { withoutSecrets } from '../shared/secrets.ts';

export type SfAnswer =
  | { ok: true; result: unknown }
  /** `name` is the CLI's or Salesforce's name of the error, `connection` whether the org could not be reached. */
  | { ok: false; name: string; message: string; actions: readonly string[]; connection: boolean };

/**
 * The answer of `sf … --json`: `result` of a success, `name` and `message` of a failure, `actions` that may fix it. What
 * is not its JSON object is a failure named `NoAnswer`, whatever it is. No secret is in the words of a failure.
 */
export function readSfAnswer(stdout: string): SfAnswer {
  const text = stdout.trim();
  const value = jsonIn(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ...NO_ANSWER, message: noAnswerText(clean(text)) };
  const { result, name, message, actions } = value as Record<string, unknown>;
  if (result !== undefined) return { ok: true, result };
  const failure = {
    name: typeof name === 'string' && name !== '' ? clean(name) : 'UnknownError',
    message: typeof message === 'string' ? clean(message) : `it gave no reason: ${said(clean(text))}.`,
    actions: Array.isArray(actions) ? actions.filter((one) => typeof one === 'string').map(clean) : [],
  };
  return { ok: false, ...failure, connection: isConnectionError(failure.name, failure.message) };
}

const clean = (text: string) => withoutSecrets(text, process.env);

const NO_ANSWER = { ok: false as const, name: 'NoAnswer', actions: [], connection: false };

/** A JSON value that is all of a text, or its end after lines of warnings; undefined where there is none. */
function jsonIn(text: string): unknown {
  // Warnings come before the JSON, mostly on a line of their own.
  const begins = [0, text.search(/^\{/m), text.indexOf('{')];
  for (const at of new Set(begins.filter((one) => one >= 0))) {
    try {
      return JSON.parse(text.slice(at));
    } catch {
      // Perhaps it begins further on.
    }
  }
  return undefined;
}

function noAnswerText(text: string): string {
  if (text === '') return '`sf` printed nothing.';
  const cut = /^\{/m.test(text) ? ', which ends too early' : '';
  return `\`sf\` printed ${said(text)}${cut}, but its JSON was expected.`;
}

/** What somebody else wrote, on one line. */
function said(text: string): string {
  return quoted(text.replaceAll(/\s+/g, ' '));
}

/** True if the words of an error say that the org was not reached, or answered that it cannot answer now. */
function isConnectionError(name: string, message: string): boolean {
  return /fetch failed|ECONNRE(FUSED|SET)|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|other side closed|ERROR_HTTP_(5\d\d|429)|Service Unavailable|SERVER_UNAVAILABLE/i.test(
    `${name} ${message}`,
  );
}

/** A value in the shape that is expected of an answer, `what` being who gave it; anything else is a UserError. */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue!.path.join('.');
  const wrong = issue!.message.replace('Invalid input: ', '');
  throw new UserError(
    {
      message: `${what} gave an unexpected answer: ${path ? `${path}: ` : ''}${wrong}.`,
      hint: 'Update the Salesforce CLI (`sf update`), or look for a proxy that answers instead of Salesforce.',
    },
    { exitCode: EXIT.noOrg, next: 'sf org display', cause: read.error },
  );
}

/** The JSON in the body of an answer, `what` being who gave it; a page of HTML or a torn text is a UserError. */
export function jsonBody(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const answer = text.trim() === '' ? 'nothing' : said(text.trim());
    throw new UserError(
      {
        message: `${what} answered ${answer}, but JSON was expected.`,
        hint: 'Look for a proxy or a login page that answers instead of Salesforce.',
      },
      { exitCode: EXIT.noOrg, next: 'sf org display', cause },
    );
  }
}

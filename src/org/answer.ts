import type { z } from 'zod';
import { EXIT, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/quote.ts';
import { withoutSecrets } from '../shared/secrets.ts';

export type SfAnswer =
  | { ok: true; result: unknown }
  /** `name` is the CLI's or Salesforce's name of the error; `connection` is true if the org couldn't be reached. */
  | { ok: false; name: string; message: string; actions: readonly string[]; connection: boolean };

/**
 * The response of `sf … --json`: `result` on success; `name`, `message`, and `actions` that may fix it on failure.
 * Anything but its JSON object is a failure named `NoAnswer`. The message contains no secrets.
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

/** The JSON value of a text, or of its end after lines of warnings; undefined if there is none. */
function jsonIn(text: string): unknown {
  // Warnings precede the JSON, usually on separate lines.
  const begins = [0, text.search(/^\{/m), text.indexOf('{')];
  for (const at of new Set(begins.filter((one) => one >= 0))) {
    try {
      return JSON.parse(text.slice(at));
    } catch {
      // It may begin further on.
    }
  }
  return undefined;
}

function noAnswerText(text: string): string {
  if (text === '') return '`sf` printed nothing.';
  const cut = /^\{/m.test(text) ? ', which ends too early' : '';
  return `\`sf\` printed ${said(text)}${cut}, but its JSON was expected.`;
}

/** Another program's text, on one line. */
function said(text: string): string {
  return quoted(text.replaceAll(/\s+/g, ' '));
}

/** True if the text of an error says that the org couldn't be reached, or can't respond now. */
function isConnectionError(name: string, message: string): boolean {
  return /fetch failed|ECONNRE(FUSED|SET)|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|other side closed|ERROR_HTTP_(5\d\d|429)|Service Unavailable|SERVER_UNAVAILABLE/i.test(
    `${name} ${message}`,
  );
}

/** Who gave an answer: the program, or the org and the request; and a command that shows where it leads. */
export interface AnswerSource {
  what: string;
  check: string;
}

const PROXY = 'Look for a proxy or a login page that answers instead of Salesforce.';

/** The source of what a command of the CLI printed: `sf data query`. */
export function ofSf(command: string): AnswerSource & { hint: string } {
  const hint =
    'Update the Salesforce CLI (`sf update`), or look for a proxy that answers instead of Salesforce.';
  return { what: `\`${command}\``, check: 'sf org display', hint };
}

/** Checks the shape of a response. Anything else is a UserError. */
export function shaped<T>(
  schema: z.ZodType<T>,
  value: unknown,
  { what, check, hint = PROXY }: AnswerSource & { hint?: string },
): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue!.path.join('.');
  const wrong = issue!.message.replace('Invalid input: ', '');
  throw new UserError(
    {
      message: `${what} gave an unexpected answer: ${path ? `${path}: ` : ''}${wrong}.`,
      hint,
    },
    { exitCode: EXIT.noOrg, next: check, cause: read.error },
  );
}

/** Parses the JSON body of a response. A page of HTML or a truncated text is a UserError. */
export function jsonBody(text: string, { what, check }: AnswerSource): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const answer = text.trim() === '' ? 'nothing' : said(text.trim());
    throw new UserError(
      {
        message: `${what} answered ${answer}, but JSON was expected.`,
        hint: PROXY,
      },
      { exitCode: EXIT.noOrg, next: check, cause },
    );
  }
}

import { EXIT, UserError } from '../shared/errors.ts';
import { shellWord } from '../shared/shell-words.ts';
import type { OrgName } from './sf-argv.ts';

/** An answer of the org that is an error: Salesforce's code and words. */
export class RestError extends UserError {
  readonly status: number;
  readonly code: string;
  /** What the org said, in its own words. */
  readonly said: string;
  /** When it wants to be asked again. */
  readonly retryAt: number | undefined;

  /** `what` is who answered what: `qa.my.salesforce.com (GET limits)`. */
  constructor(what: string, answer: { status: number; code: string; said: string; retryAt?: number }) {
    const { status, code, said, retryAt } = answer;
    const words = [code === 'UNKNOWN' ? '' : code, said.replace(/[\s.]+$/, '')]
      .filter((part) => part !== '')
      .join(': ');
    const passing = isPassing(status);
    const limit = code === 'REQUEST_LIMIT_EXCEEDED';
    // The same code says that too many long requests are under way at once.
    const concurrent = limit && /^concurrent/i.test(said);
    const hint =
      retryAt !== undefined
        ? `The org asks to wait until ${new Date(retryAt).toISOString()}.`
        : passing
          ? "The org, or a proxy in front of it, can't answer now; try again later."
          : concurrent
            ? 'Too many requests are running in the org at once; try again later.'
            : limit
              ? "The org's limit of API calls in 24 hours is used up; try again later."
              : undefined;
    super(
      { message: `${what} answered ${status}${words ? `: ${words}` : ''}.`, ...(hint ? { hint } : {}) },
      {
        exitCode: passing || limit ? EXIT.noOrg : EXIT.preflight,
        ...(passing || concurrent ? { next: 'sf org display' } : limit ? { next: 'sf org list limits' } : {}),
      },
    );
    this.name = 'RestError';
    this.status = status;
    this.code = code;
    this.said = said;
    this.retryAt = retryAt;
  }
}

/** True for an answer that may be another one soon. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Salesforce's code and words in the body of an error. */
export function errorIn(text: string): { code: string; message: string } {
  try {
    const [first] = [JSON.parse(text)].flat() as ({ errorCode?: unknown; message?: unknown } | null)[];
    const { errorCode, message } = first ?? {};
    return {
      code: typeof errorCode === 'string' ? errorCode : 'UNKNOWN',
      message: typeof message === 'string' ? message : text.slice(0, 500),
    };
  } catch {
    return { code: 'UNKNOWN', message: text.slice(0, 500) };
  }
}

/** True if words of an error say that the session ended and was not renewed. */
export function isSessionError(code: string, message: string): boolean {
  return /INVALID_SESSION_ID|Session expired|expired access|RefreshTokenAuth|INVALID_AUTH/i.test(
    `${code} ${message}`,
  );
}

/** What to do when the CLI's session is over: a login, then the load goes on where it was. */
export function sessionOver(org: OrgName, cause?: unknown): UserError {
  return new UserError(
    {
      message: `The session of the Salesforce CLI${org ? ` in ${org}` : ''} is no longer valid.`,
      hint: 'Log in again, then continue with `load --resume`.',
    },
    { exitCode: EXIT.noOrg, next: `sf org login web${org ? ` --alias ${shellWord(org)}` : ''}`, cause },
  );
}

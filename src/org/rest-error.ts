import { EXIT, UserError } from '../shared/errors.ts';
import type { AnswerSource } from './answer.ts';
import type { Login } from './session.ts';

/** An error response of the org, with Salesforce's code and message. */
export class RestError extends UserError {
  readonly status: number;
  readonly code: string;
  /** The org's own message. */
  readonly said: string;
  /** When to retry, if the org says so. */
  readonly retryAt: number | undefined;

  /** `limits` is a command that shows the limits of the org. */
  constructor(
    { what, check }: AnswerSource,
    answer: { status: number; code: string; said: string; limits: string; retryAt?: number },
  ) {
    const { status, code, said, retryAt, limits } = answer;
    const words = [code === 'UNKNOWN' ? '' : code, said.replace(/[\s.]+$/, '')]
      .filter((part) => part !== '')
      .join(': ');
    const passing = isPassing(status);
    const limit = code === 'REQUEST_LIMIT_EXCEEDED';
    // The same code is used for too many concurrent long requests.
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
        ...(passing || concurrent ? { next: check } : limit ? { next: limits } : {}),
      },
    );
    this.name = 'RestError';
    this.status = status;
    this.code = code;
    this.said = said;
    this.retryAt = retryAt;
  }
}

/** No response of the org, which may have processed the request. */
export class Unreachable extends UserError {}

/** True for a response that may be different on a retry. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Salesforce's code and message in the body of an error. */
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

/** True if an error's text says that the session ended and wasn't renewed. */
export function isSessionError(code: string, message: string): boolean {
  return /INVALID_SESSION_ID|Session expired|expired access|RefreshTokenAuth|INVALID_AUTH/i.test(
    `${code} ${message}`,
  );
}

/** The fix for an expired session: a login, after which the load can be resumed. */
export function sessionOver({ name, renewal }: Login, cause?: unknown): UserError {
  return new UserError(
    { message: `${name} is no longer valid.`, hint: renewal.hint },
    { exitCode: EXIT.noOrg, next: renewal.next, cause },
  );
}

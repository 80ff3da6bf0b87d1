/** The number of attempts, and the waits between them. */
export interface RetryPolicy {
  /** The total number of attempts. */
  attempts: number;
  /** The first wait, in ms; each further one is twice as long. */
  firstMs: number;
  /** The maximum wait. */
  longestMs?: number;
  /**
   * The maximum share of a wait that is randomly removed, so that clients that failed together don't retry together.
   */
  jitter?: number;
}

/**
 * Repeats an action until it succeeds. `waitAfter` returns the wait after a failed attempt, counted from 1, or throws
 * if a further attempt is useless.
 */
export async function retry<T>(
  work: () => Promise<T>,
  waitAfter: (error: unknown, tries: number) => number,
  sleep: (ms: number) => Promise<unknown>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const ms = waitAfter(error, tries);
      if (ms > 0) await sleep(ms);
    }
  }
}

/** The wait after a number of failed attempts, in ms; undefined if the policy allows no further one. */
export function backoff(
  { attempts, firstMs, longestMs = Number.POSITIVE_INFINITY, jitter = 0 }: RetryPolicy,
  tries: number,
  random: () => number = Math.random,
): number | undefined {
  if (tries >= attempts) return undefined;
  return Math.min(longestMs, firstMs * 2 ** (tries - 1)) * (1 - jitter * random());
}

/**
 * The wait that a server requests, in ms: `retry-after-ms`, seconds, or a date; undefined if there is none, or if it
 * has passed.
 */
export function retryAfter(
  headers: { get(name: string): string | null } | undefined,
  now: number,
): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms > 0 && Number.isFinite(ms)) return ms;
  const text = headers?.get('retry-after')?.trim();
  if (!text) return undefined;
  const number = Number(text);
  const wait = Number.isNaN(number) ? Date.parse(text) - now : number * 1_000;
  return wait > 0 ? wait : undefined;
}

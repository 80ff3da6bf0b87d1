import { setTimeout as sleep } from 'node:timers/promises';

const MINUTE_MS = 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Keeps all workers together within the limits of a server: calls and tokens per minute, and pauses it asks for. */
export class Pace {
  readonly #perMinute: { calls: number | null; tokens: number | null };
  readonly #signal: AbortSignal;
  #started: { at: number; tokens: number }[] = [];
  #resumeAt = 0;
  #fullUntil = 0;

  constructor(perMinute: { calls: number | null; tokens: number | null }, signal: AbortSignal) {
    this.#perMinute = perMinute;
    this.#signal = signal;
  }

  /** Lets no worker start a call for a while; a longer pause stays. Tells whether this one is longer by a second. */
  pause(ms: number): boolean {
    const before = Math.max(this.#resumeAt, Date.now());
    this.#resumeAt = Math.max(this.#resumeAt, Date.now() + ms);
    return this.#resumeAt - before >= Math.min(ms, 1_000);
  }

  /** How long the pause lasts still, in ms. */
  get pausedFor(): number {
    return Math.max(0, this.#resumeAt - Date.now());
  }

  /** Until when a call waits for room in the minute, in ms; 0 where none does. */
  get fullUntil(): number {
    return this.#fullUntil > Date.now() ? this.#fullUntil : 0;
  }

  /** Waits until a call of about so many tokens may start, and counts it. Throws an AbortError when stopped. */
  async turn(tokens: number): Promise<void> {
    for (;;) {
      this.#signal.throwIfAborted();
      const full = this.#full(tokens);
      if (full > 0) this.#fullUntil = Date.now() + full;
      const wait = Math.max(this.pausedFor, full);
      if (wait <= 0) break;
      await this.rest(wait);
    }
    this.#started.push({ at: Date.now(), tokens });
  }

  /** Waits, unless stopped. */
  async rest(ms: number): Promise<void> {
    // A timer takes no more than 24 days and would end at once.
    await sleep(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal: this.#signal });
  }

  /** The ms until the last minute has room again; a call larger than a whole minute's tokens goes alone. */
  #full(tokens: number): number {
    const now = Date.now();
    this.#started = this.#started.filter(({ at }) => now - at < MINUTE_MS);
    const { calls, tokens: most } = this.#perMinute;
    if (calls !== null && this.#started.length >= calls) {
      return this.#started[this.#started.length - calls]!.at + MINUTE_MS - now;
    }
    if (most === null) return 0;
    let used = this.#started.reduce((sum, call) => sum + call.tokens, 0);
    for (const call of this.#started) {
      if (used + tokens <= most) return 0;
      used -= call.tokens;
      if (used + tokens <= most || used === 0) return call.at + MINUTE_MS - now;
    }
    return 0;
  }
}

import { EXIT, UserError } from '../../../shared/errors.ts';
import { costOf, type Usage, usd } from '../../cost.ts';

/** What a run has spent, and the most that it may. Calls reserve their worst case before they start. */
export class Budget {
  readonly #model: string;
  readonly #max: number | null;
  #reserved = 0;
  spent = 0;
  /** Whether a call was made whose price is not known. */
  unpriced = false;

  constructor(model: string, max: number | null) {
    if (max !== null && costOf(model, { inputTokens: 0, cachedTokens: 0, outputTokens: 0 }) === null) {
      throw new UserError({
        message: `The price of "${model}" is not known, so --max-cost cannot be kept.`,
        hint: 'Leave --max-cost out and set a limit in the account of the server.',
      });
    }
    this.#model = model;
    this.#max = max;
  }

  /** The reservation of a call, or undefined where it might pass the limit. */
  reserve(worst: Usage): number | undefined {
    const cost = costOf(this.#model, worst) ?? 0;
    if (this.#max !== null && this.spent + this.#reserved + cost > this.#max) return undefined;
    this.#reserved += cost;
    return cost;
  }

  settle(reservation: number, cost: number | null): void {
    this.#reserved -= reservation;
    this.spent += cost ?? 0;
    if (cost === null) this.unpriced = true;
  }

  /** Whether calls under way may give back enough of what they reserved. */
  get pending(): boolean {
    return this.#reserved > 1e-12;
  }

  exhausted(written: number, total: number): UserError {
    return new UserError(
      {
        message: `Stopped before --max-cost ${usd(this.#max ?? 0)} would be passed, with ${usd(this.spent)} spent: ${written} of ${total} texts are there and in the cache.`,
        hint: 'The same command with a higher --max-cost goes on from there.',
      },
      { exitCode: EXIT.partial },
    );
  }
}

import { counted, textsText } from '../../../shared/counted.ts';
import { EXIT, UserError } from '../../../shared/errors.ts';
import { costOf, type Usage, usd } from '../../cost.ts';

/** What a run has spent, and the most that it may. Calls reserve their worst case before they start. */
export class Budget {
  readonly #model: string;
  readonly #max: number | null;
  #reserved = 0;
  spent = 0;
  /** True if a call was made whose price is unknown. */
  unpriced = false;

  constructor(model: string, max: number | null) {
    if (max !== null && costOf(model, { inputTokens: 0, cachedTokens: 0, outputTokens: 0 }) === null) {
      throw new UserError({
        message: `The price of "${model}" is unknown, so \`--max-cost\` can't be enforced.`,
        hint: 'Omit `--max-cost` and set a limit in your account with the provider.',
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

  /** True if calls under way may give back some of what they reserved. */
  get pending(): boolean {
    return this.#reserved > 1e-12;
  }

  exhausted(written: number, total: number): UserError {
    return new UserError(
      {
        message: `Stopped before exceeding \`--max-cost\` ${usd(this.#max ?? 0)}, with ${usd(this.spent)} spent: ${counted(written)} of ${textsText(total)} are in the cache.`,
        hint: 'Use the same command with a higher `--max-cost` to continue.',
      },
      { exitCode: EXIT.partial },
    );
  }
}

import type { Problem } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import type { TextTable } from './text-table.ts';

/** A picklist value of the data set that the org does not have and that nothing maps. */
export interface UnknownValue {
  sobject: string;
  field: string;
  value: string;
  restricted: boolean;
  rows: number;
  known: readonly string[];
}

/** Collects what a compilation has to say, each thing once. */
export class Notes {
  readonly #dropped = new Map<string, string>();
  readonly #mapped = new Map<string, number>();
  readonly #unknown = new Map<string, UnknownValue>();
  readonly #warnings: Problem[] = [];
  readonly #problems: Problem[] = [];

  dropped(sobject: string, field: string, why: string): void {
    this.#dropped.set(`${sobject}.${field}`, `${sobject}.${field} is left out: ${why}.`);
  }

  missing({ sobject, file }: TextTable, field: string, known: readonly string[]): void {
    const hint = didYouMean(field, known);
    this.#warnings.push({
      message: `${sobject}.${field} is left out: the org has no such field, or you may not see it.`,
      place: { file, line: 1 },
      ...(hint ? { hint } : {}),
    });
  }

  mapped(sobject: string, field: string, from: string, to: string): void {
    const text = `${sobject}.${field}: "${from}" goes in as ${to === '' ? 'blank' : `"${to}"`}`;
    this.#mapped.set(text, (this.#mapped.get(text) ?? 0) + 1);
  }

  unknown(
    sobject: string,
    field: string,
    value: string,
    picklist: { values: readonly string[]; restricted: boolean },
  ) {
    const at = `${sobject}.${field}.${value}`;
    const before = this.#unknown.get(at);
    if (before) before.rows++;
    else {
      const { restricted, values: known } = picklist;
      this.#unknown.set(at, { sobject, field, value, restricted, rows: 1, known });
    }
  }

  problem(problem: Problem): void {
    this.#problems.push(problem);
  }

  all(): { notes: string[]; warnings: Problem[]; unknownValues: UnknownValue[]; problems: Problem[] } {
    const mapped = [...this.#mapped].map(
      ([text, rows]) => `${text} (${rows} ${rows === 1 ? 'row' : 'rows'}).`,
    );
    return {
      notes: [...this.#dropped.values(), ...mapped],
      warnings: this.#warnings,
      unknownValues: [...this.#unknown.values()],
      problems: this.#problems,
    };
  }
}

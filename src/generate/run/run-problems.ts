import { distinct, type Place, type Problem, type UnknownName } from '../../shared/errors.ts';

/** Problems of a recipe and its values, found so far. */
export class RunProblems {
  /** True if what the catalog doesn't know is an error. */
  readonly strict: boolean;
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly #placesWithProblem = new Set<string>();
  readonly #repeated = new RepeatedWarnings();

  constructor(strict: boolean) {
    this.strict = strict;
  }

  problem(message: string, place: Place, hint?: string, unknown?: UnknownName): void {
    this.problems.push({ message, place, ...(hint ? { hint } : {}), ...(unknown ? { unknown } : {}) });
  }

  /** A problem under a strict catalog, otherwise a warning. */
  complaint(message: string, place: Place, hint?: string): void {
    (this.strict ? this.problems : this.warnings).push({ message, place, ...(hint ? { hint } : {}) });
  }

  /**
   * A name that the catalog doesn't know: under a strict catalog, a problem for each place, otherwise one warning.
   */
  unknownName(message: string, place: Place, hint?: string): void {
    if (this.strict) this.problem(message, place, hint);
    else this.#warnOnce(message, { message, place, ...(hint ? { hint } : {}) }, 'places');
  }

  /** A cell that its field can't hold: under a strict catalog, a problem for the first row, otherwise one warning. */
  cellProblem(field: string, wrong: string, place: Place, key: string): void {
    const message = `${field}: ${wrong}`;
    if (this.strict) this.valueProblem(message, place, key);
    else this.#warnOnce(field, { message, place: { ...place, key } }, 'rows');
  }

  /** A note about a valid cell: one warning for all rows of a field. */
  cellWarning(field: string, said: string, place: Place, key: string): void {
    this.#warnOnce(`${field}: ${said}`, { message: `${field}: ${said}`, place: { ...place, key } }, 'rows');
  }

  /** A value that no cell can hold; a place reports only its first row. */
  valueProblem(message: string, place: Place, key: string, hint?: string): void {
    const at = `${place.file}:${place.line}:${place.column}`;
    if (this.#placesWithProblem.has(at)) return;
    this.#placesWithProblem.add(at);
    this.problem(message, { ...place, key }, hint);
  }

  /** All warnings without duplicates. */
  allWarnings(): Problem[] {
    this.#repeated.tellCounts();
    return distinct(this.warnings);
  }

  #warnOnce(name: string, problem: Problem, unit: 'rows' | 'places'): void {
    if (this.#repeated.isFirst(name, problem, unit)) this.warnings.push(problem);
  }
}

/** Warnings that occur for many rows or places: each is reported once, with its count. */
class RepeatedWarnings {
  readonly #counts = new Map<string, { problem: Problem; count: number; unit: string }>();

  /** Counts a warning with the same identity; true if it is the first one, which is reported. */
  isFirst(name: string, problem: Problem, unit: 'rows' | 'places'): boolean {
    const known = this.#counts.get(name);
    if (known) known.count++;
    else this.#counts.set(name, { problem, count: 1, unit });
    return known === undefined;
  }

  /** Adds the counts to the warnings at the end. */
  tellCounts(): void {
    for (const { problem, count, unit } of this.#counts.values())
      if (count > 1) problem.message = `${problem.message.replace(/\.$/, '')} (${count} ${unit}).`;
    this.#counts.clear();
  }
}

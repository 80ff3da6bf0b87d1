import type { Problem } from '../shared/errors.ts';

/** Warnings that a recipe gives over and over, each told once with how often it was given. */
export class Complaints {
  readonly #counts = new Map<string, { problem: Problem; count: number; unit: string }>();

  /** Counts a warning by what tells it from others; true if it is the first of its kind, which is to be told. */
  isFirst(name: string, problem: Problem, unit: 'rows' | 'places'): boolean {
    const known = this.#counts.get(name);
    if (known) known.count++;
    else this.#counts.set(name, { problem, count: 1, unit });
    return known === undefined;
  }

  /** Writes the counts into the warnings, when no more are to come. */
  tellCounts(): void {
    for (const { problem, count, unit } of this.#counts.values())
      if (count > 1) problem.message = `${problem.message.replace(/\.$/, '')} (${count} ${unit}).`;
    this.#counts.clear();
  }
}

import type { Progress } from '../../shared/progress.ts';
import type { LoadStep } from '../plan.ts';
import { type ObjectProgress, progressText } from './progress-text.ts';

/** Counts the rows that an org has processed, step by step, and shows how far a load is in front of each live line. */
export class RowCounter {
  /** The progress of the load's steps. */
  readonly progress: Progress;
  readonly #rows = new Map<string, { sobject: string; rows: number; done: number }>();
  readonly #began = Date.now();

  constructor(steps: readonly LoadStep[], progress: Progress) {
    for (const step of steps) {
      const rows = 'file' in step ? step.file.rows.length : step.records.length;
      this.#rows.set(step.name, { sobject: step.sobject, rows, done: 0 });
    }
    this.progress = { ...progress, live: (line) => progress.live(`${this.#text()} · ${line}`) };
  }

  /** Notes that the org has processed so many rows of a step; a further attempt has fewer rows, and takes none of them back. */
  processed(name: string, count: number): void {
    const step = this.#rows.get(name);
    if (step) step.done = Math.max(step.done, Math.min(count, step.rows));
  }

  /** Notes that a step is over, even if its rows failed. */
  over(name: string): void {
    this.processed(name, Number.POSITIVE_INFINITY);
  }

  #text(): string {
    const objects = new Map<string, ObjectProgress>();
    for (const { sobject, rows, done } of this.#rows.values()) {
      const one = objects.get(sobject) ?? { sobject, done: 0, rows: 0 };
      objects.set(sobject, { sobject, done: one.done + done, rows: one.rows + rows });
    }
    return progressText([...objects.values()], Date.now() - this.#began);
  }
}

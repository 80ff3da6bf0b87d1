import { availableParallelism } from 'node:os';
import type { ExportRow } from '../../export/export-file.ts';
import type { Session } from '../../org/session.ts';
import type { Progress } from '../../shared/progress.ts';
import type { JobStep, LoadStep } from '../plan.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import { type Slots, slots } from '../slots.ts';
import type { Journal } from './journal.ts';
import type { Outcomes } from './outcomes.ts';
import { runJob } from './run-job.ts';
import { runRecords } from './run-records.ts';

export interface Execution {
  session: Session;
  folder: string;
  journal: Journal;
  /** Where receipts go. */
  sent: SentStore;
  progress: Progress;
  outcomes: Outcomes;
  waitMs: number;
  retryAttempts: number;
  batchSize: number;
  /** Attempts of a step that an interrupted run has already made. */
  attempts: Map<string, number>;
  /** Of rows that an insert may or may not have brought in: those that the org lacks. */
  stillMissing(step: JobStep, rows: readonly ExportRow[]): Promise<ExportRow[]>;
  /** Bounds the `sf` processes at work, since each keeps a core busy. */
  slots: Slots;
}

/** As many `sf` at once as there are cores: each costs about a second of one. */
export function sfSlots(): Slots {
  return slots(Math.max(2, availableParallelism()));
}

/**
 * Runs the steps of a load, each as soon as those that it needs are over; those of higher priority, and then the longest
 * chains, get their turn first.
 */
export async function execute(steps: readonly LoadStep[], run: Execution): Promise<void> {
  const heights = heightsOf(steps);
  const running = new Map<string, Promise<void>>();
  for (const step of steps) {
    const needed = step.needs.map((name) => running.get(name)!);
    const work = Promise.all(needed).then(() =>
      step.kind === 'upsert' || step.kind === 'insert'
        ? runJob(step, run, step.priority * (steps.length + 1) + heights.get(step.name)!)
        : runRecords(step, run),
    );
    running.set(step.name, work);
  }
  // Every step ends before an error is passed on, so that no job is left unwatched.
  const ends = await Promise.allSettled(running.values());
  run.progress.done();
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** How many steps hang on a step, one after the other. */
function heightsOf(steps: readonly LoadStep[]): Map<string, number> {
  const heights = new Map<string, number>();
  for (const step of [...steps].reverse()) {
    const dependents = steps.filter((other) => other.needs.includes(step.name));
    heights.set(step.name, 1 + Math.max(0, ...dependents.map((other) => heights.get(other.name) ?? 0)));
  }
  return heights;
}

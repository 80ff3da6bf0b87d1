import type { ExportFile, ExportRow } from '../../export/compile/export-file.ts';
import type { OrgSchema } from '../../org/describe.ts';
import type { Session } from '../../org/session.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Rows } from '../../shared/rows/rows.ts';
import type { Ids } from '../difference/held.ts';
import type { LoaderName } from '../loaders/registry.ts';
import type { SendSettings } from '../loaders/send-settings.ts';
import type { LoadStep } from '../plan.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import type { Journal } from '../run/journal.ts';
import { changeRecords } from './change-records.ts';
import type { Outcomes } from './outcomes.ts';
import { RowCounter } from './row-counter.ts';
import { sendStep } from './send-step.ts';

export interface Execution extends SendSettings {
  /** What sends the rows. */
  loader: LoaderName;
  session: Session;
  folder: string;
  journal: Journal;
  /** Where receipts go. */
  sent: SentStore;
  progress: Progress;
  outcomes: Outcomes;
  waitMs: number;
  /** What the org has of the dataset's objects. */
  schema: OrgSchema;
  /** Attempts of a step that an interrupted run has already made. */
  attempts: Map<string, number>;
  /** Of rows that an insert may or may not have created: those that the org lacks. */
  stillMissing(file: ExportFile, rows: Rows<ExportRow>, known: Ids): Promise<Rows<ExportRow>>;
}

/**
 * Runs the steps of a load, each as soon as the steps that it needs have ended; those of higher priority, and then the longest
 * chains, get their turn first.
 */
export async function execute(steps: readonly LoadStep[], run: Execution): Promise<void> {
  const heights = heightsOf(steps);
  const counter = new RowCounter(steps, run.progress);
  const counting = {
    ...run,
    progress: counter.progress,
    processed: (name: string, rows: number) => counter.processed(name, rows),
  };
  const running = new Map<string, Promise<void>>();
  for (const step of steps) {
    const needed = step.needs.map((name) => running.get(name)!);
    const priority = step.priority * (steps.length + 1) + heights.get(step.name)!;
    const work = Promise.all(needed).then(async () => {
      if (step.kind === 'upsert' || step.kind === 'insert') await sendStep(step, counting, priority);
      else await changeRecords(step, counting, priority);
      counter.over(step.name);
    });
    running.set(step.name, work);
  }
  // Every step ends before an error is passed on, so that no job is left unwatched.
  const ends = await Promise.allSettled(running.values());
  run.progress.done();
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** The length of the longest chain of steps that begins with a step. */
function heightsOf(steps: readonly LoadStep[]): Map<string, number> {
  const heights = new Map<string, number>();
  for (const step of [...steps].reverse()) {
    const dependents = steps.filter((other) => other.needs.includes(step.name));
    heights.set(step.name, 1 + Math.max(0, ...dependents.map((other) => heights.get(other.name) ?? 0)));
  }
  return heights;
}

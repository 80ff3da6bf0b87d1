import { z } from 'zod';
import type { SfAnswer } from '../../../org/answer.ts';
import { runSf } from '../../../org/sf.ts';
import { startOf } from '../../../shared/files/process-alive.ts';
import type { Submission } from '../../run/journal-entry.ts';
import { answerPath } from '../../run/sent-file.ts';
import type { LoaderRun } from '../loader.ts';

/** How a submission ended. After `connection` nobody knows yet whether the org has a job. */
type Submitted =
  | { kind: 'job'; job: string }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'connection'; message: string };

/** The upload of the largest file over a slow line. */
export const UPLOAD_LIMIT_MS = 30 * 60_000;

/** Starts `sf` for one file, without waiting for the job; the job's id is in the journal when this returns. */
export async function submit(
  argv: readonly string[],
  submission: Submission,
  { session, folder, journal }: LoaderRun,
): Promise<Submitted> {
  const { step, attempt } = submission;
  const answer = await runSf(argv, {
    log: session.log,
    limitMs: UPLOAD_LIMIT_MS,
    output: answerPath(folder, step, attempt),
    started: (pid) => journal.write({ event: 'process', step, attempt, pid, started: startOf(pid) }),
  });
  const submitted = submittedFrom(answer);
  if (submitted.kind === 'job') {
    journal.write({ event: 'job', step, attempt, job: submitted.job });
    const { at, command, ms } = session.log.calls.at(-1)!;
    session.log.add({
      at,
      command: `job of ${command.split(' --')[0]}`,
      ms,
      outcome: 'submitted',
      job: submitted.job,
      count: submission.rows.length,
    });
  }
  return submitted;
}

const withJob = z.union([
  z.object({ jobId: z.string() }).transform(({ jobId }) => jobId),
  z.object({ jobInfo: z.object({ id: z.string() }) }).transform(({ jobInfo }) => jobInfo.id),
]);

/** Reads the job's id from an answer: `import bulk` gives `jobId`, `upsert bulk` and `delete bulk` give `jobInfo`. */
export function submittedFrom(answer: SfAnswer): Submitted {
  if (answer.ok) {
    const job = withJob.safeParse(answer.result);
    if (job.success) return { kind: 'job', job: job.data };
    return { kind: 'refused', code: 'NoJob', message: 'The Salesforce CLI answered without a job.' };
  }
  if (answer.connection || answer.name === 'NoAnswer') return { kind: 'connection', message: answer.message };
  return { kind: 'refused', code: answer.name, message: answer.message };
}

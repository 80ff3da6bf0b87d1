import { type AskedText, LAST_LEVEL } from '../../../text-job.ts';
import type { Completion } from '../connection/client.ts';
import { type Answer, readAnswer } from './read-answer.ts';
import { judge, type Verdict } from './verdict.ts';

/** What a call has brought for one job. */
export type Outcome<J extends AskedText> =
  | { job: J; is: 'written'; raw: string }
  | { job: J; is: 'again'; reason: string }
  | { job: J; is: 'refused'; reason: string }
  | { job: J; is: 'failed'; reason: string };

/** What a whole call that was refused brings for each of its jobs. */
export function refusedCall<J extends AskedText>(jobs: readonly J[], reason: string): Outcome<J>[] {
  return jobs.map((job) => setBack(job, { is: 'refused', reason }, jobs.length));
}

/** What a call that was too much for the server, or went nowhere, brings for each of its jobs. */
export function failedCall<J extends AskedText>(jobs: readonly J[], reason: string): Outcome<J>[] {
  return jobs.map((job) => setBack(job, { is: 'bad', reason }, jobs.length));
}

/** Sorts an answer: what is sound is kept, the rest goes into smaller calls or is given up. */
export function sortAnswer<J extends AskedText>(jobs: readonly J[], completion: Completion): Outcome<J>[] {
  const { content, refusal, finishReason } = completion;
  if (refusal !== null) return refusedCall(jobs, `the model refused: ${refusal.slice(0, 120)}`);
  const ids = new Map(jobs.map((job, index) => [`r${index + 1}`, job]));
  const answer = readAnswer(content, new Set(ids.keys()));
  if (finishReason === 'content_filter' && answer.texts.size === 0) {
    return refusedCall(jobs, 'a content filter blocked the response');
  }
  return [...ids].map(([id, job]): Outcome<J> => {
    const raw = answer.texts.get(id);
    if (raw === undefined) {
      const reason = missingReason(answer, id, finishReason);
      const refused = finishReason === 'content_filter';
      return setBack(job, refused ? { is: 'refused', reason } : { is: 'bad', reason }, jobs.length);
    }
    const mates = jobs.filter((mate) => mate !== job).map(({ request }) => request);
    const verdict = judge(raw, job.request, mates);
    if (verdict.is === 'good') return { job, is: 'written', raw };
    // The second time a text is too long it is taken, and cut where it is read.
    if (verdict.is === 'too long' && ++job.tooLong >= 2) return { job, is: 'written', raw };
    return setBack(job, verdict, jobs.length);
  });
}

function missingReason(answer: Answer, id: string, finishReason: string): string {
  if (answer.repeated.has(id)) return 'the response had two texts for it';
  if (finishReason === 'length') return 'the response was cut off before it';
  if (finishReason === 'content_filter') return 'a content filter blocked it';
  return answer.whole ? 'the response omitted it' : "the response wasn't the requested JSON";
}

/** Sends a job to a smaller call; one that was alone to its last try, and from there to the list of failures. */
function setBack<J extends AskedText>(
  job: J,
  verdict: Exclude<Verdict, { is: 'good' }>,
  callSize: number,
): Outcome<J> {
  const reason = verdict.is === 'too long' ? 'the text was too long' : verdict.reason;
  const alone = callSize === 1;
  if (verdict.is === 'refused' && alone && ++job.refused >= 2) return { job, is: 'refused', reason };
  if (job.level >= LAST_LEVEL) return { job, is: 'failed', reason };
  job.level = alone ? Math.max(job.level + 1, 2) : Math.min(job.level + 1, 2);
  return { job, is: 'again', reason };
}

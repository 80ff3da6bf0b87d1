import type { Limits } from '../../org/about-org.ts';
import { counted, countText, recordsText } from '../../shared/counted.ts';
import type { LoadStep } from '../plan.ts';
import type { Finding } from './preflight.ts';

/** What most records take in an org, whatever is in them. Source: Salesforce Help, Data and File Storage. */
const RECORD_KB = 2;
/** A batch of a bulk job holds up to 10,000 rows. */
const BATCH_ROWS = 10_000;
/** Creating, filling, closing and polling a job and reading its results. */
const REQUESTS_PER_JOB = 20;

/** Compares what a load will create with what the org has left. */
export function capacity(
  steps: readonly LoadStep[],
  present: ReadonlySet<string>,
  limits: Limits,
): Finding[] {
  let created = 0;
  let batches = 0;
  let requests = 30;
  for (const step of steps) {
    if (!('file' in step)) continue;
    if (step.file.pass === 'records') created += step.file.rows.filter((row) => !present.has(row.key)).length;
    batches += Math.ceil(step.file.rows.length / BATCH_ROWS);
    requests += REQUESTS_PER_JOB;
  }
  const findings: Finding[] = [];
  const say = (severity: Finding['severity'], message: string, hint: string) =>
    findings.push({ severity, problem: { message, hint } });
  const needed = (created * RECORD_KB) / 1_024;
  if (limits.storageMb !== undefined && created > 0) {
    const text = `Creating ${recordsText(created)} takes about ${needed.toFixed(1)} MB; the org has ${counted(limits.storageMb)} MB of data storage left.`;
    const hint = 'Clean up an older dataset, empty the recycle bin, or generate fewer accounts.';
    // The org counts in whole megabytes and with a delay, so that only what surely doesn't fit is an error.
    if (needed > limits.storageMb + 1) say('error', text, hint);
    else if (needed > limits.storageMb * 0.8) say('warning', text, hint);
  }
  if (limits.apiRequests !== undefined && limits.apiRequests < requests) {
    say(
      'error',
      `This load needs about ${counted(requests)} API requests; the org has ${counted(limits.apiRequests)} left today.`,
      'Wait until more are available.',
    );
  }
  if (limits.bulkBatches !== undefined && limits.bulkBatches < batches) {
    say(
      'error',
      `This load needs ${countText(batches, 'bulk batch', 'bulk batches')}; the org has ${counted(limits.bulkBatches)} left today.`,
      'Wait until more are available.',
    );
  }
  return findings;
}

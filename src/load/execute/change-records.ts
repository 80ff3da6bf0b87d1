import { z } from 'zod';
import { shaped } from '../../org/answer.ts';
import { recordsText } from '../../shared/counted.ts';
import type { RecordChange } from '../difference/insert-context.ts';
import type { LoadStep } from '../plan.ts';
import type { SentRow } from '../receipts/sent-store.ts';
import type { Receipt } from '../run/journal-entry.ts';
import type { Execution } from './execute.ts';

const saveResults = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    errors: z
      .array(z.object({ statusCode: z.string(), message: z.string() }))
      .optional()
      .default([]),
  }),
);

/** Changes or deletes records by their id, up to `batchSize` a call: both may be repeated without harm. */
export async function changeRecords(
  step: Extract<LoadStep, { kind: 'update' | 'delete' }>,
  run: Execution,
): Promise<void> {
  const { sobject, records } = step;
  const { session } = run;
  for (let at = 0; at < records.length; at += run.batchSize) {
    const batch = records.slice(at, at + run.batchSize);
    const answer =
      step.kind === 'delete'
        ? await run.session.rest.send(
            'DELETE',
            `composite/sobjects?ids=${batch.map(({ id }) => id).join(',')}&allOrNone=false`,
          )
        : await run.session.rest.send('PATCH', 'composite/sobjects', {
            allOrNone: false,
            records: batch.map(({ id, fields }) => ({ attributes: { type: sobject }, Id: id, ...fields })),
          });
    const results = shaped(saveResults, answer, `${session.host} (composite/sobjects)`);
    if (step.kind === 'update') keepReceipts(run, sobject, batch, results);
    batch.forEach(({ key, line, id }, index) => {
      // A record that the org's answer has nothing about may or may not be changed: it is reported as failed.
      const { success, errors } = results[index] ?? { success: false, errors: [] };
      const { statusCode: code = 'NO_RESULT', message = 'The org returned no result for this record.' } =
        errors[0] ?? {};
      // A deleted record has no row of the dataset.
      if (step.kind === 'delete') {
        if (!success && code !== 'ENTITY_IS_DELETED')
          run.outcomes.undeleted.push({ sobject, id, code, message });
      } else {
        const receipt: Receipt = success
          ? { key, line, outcome: 'updated', id }
          : { key, line, outcome: 'failed', code, message };
        run.outcomes.receive('records', [receipt]);
      }
    });
  }
  run.progress.say(`${step.name}: ${recordsText(records.length)} sent`);
}

/** Adds what the org accepted of an update to the receipts. */
function keepReceipts(
  run: Execution,
  sobject: string,
  batch: readonly RecordChange[],
  results: readonly { success: boolean }[],
): void {
  const fields = [...new Set(batch.flatMap((change) => Object.keys(change.fields)))];
  const rows = batch.flatMap(({ key, id, fields: values }, index): SentRow[] => {
    if (!results[index]?.success) return [];
    const sent = fields.map((field) => (values[field] ?? null) !== null);
    return [{ key, id, created: false, sent, cleared: fields.map((field) => values[field] === null) }];
  });
  run.sent.add(sobject, fields, rows);
}

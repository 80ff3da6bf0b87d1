import { z } from 'zod';
import type { Execution } from './execute.ts';
import type { LoadStep } from './plan.ts';
import type { Receipt } from './receipt.ts';

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
export async function runRecords(
  step: Extract<LoadStep, { kind: 'update' | 'delete' }>,
  run: Execution,
): Promise<void> {
  const { sobject, records } = step;
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
    const results = saveResults.parse(answer);
    const receipts = batch.map(({ key, line, id }, index): Receipt => {
      const { success, errors } = results[index]!;
      if (success) return { key, line, outcome: 'updated', id };
      const { statusCode = 'UNKNOWN', message = '' } = errors[0] ?? {};
      return { key: key || id, line, outcome: 'failed', code: statusCode, message };
    });
    // A deleted record has no row to report on.
    run.outcomes.receive(
      'records',
      step.kind === 'delete' ? receipts.filter(({ outcome }) => outcome === 'failed') : receipts,
    );
  }
  run.progress.say(`${step.name}: ${records.length} records`);
}

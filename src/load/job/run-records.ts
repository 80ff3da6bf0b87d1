import { z } from 'zod';
import { shaped } from '../../sf/answer.ts';
import type { LoadStep } from '../plan.ts';
import type { Execution } from './execute.ts';
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
    batch.forEach(({ key, line, id }, index) => {
      const { success, errors } = results[index]!;
      const { statusCode: code = 'UNKNOWN', message = '' } = errors[0] ?? {};
      // A deleted record has no row of the data set.
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
  run.progress.say(`${step.name}: ${records.length} records`);
}

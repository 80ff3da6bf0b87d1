import { z } from 'zod';

const ofAttempt = { step: z.string(), attempt: z.number() };
const pass = z.enum(['records', 'links']);
const row = { key: z.string(), line: z.number() };
const receipt = z.discriminatedUnion('outcome', [
  z.object({ ...row, outcome: z.enum(['created', 'updated']), id: z.string() }),
  z.object({ ...row, outcome: z.literal('failed'), code: z.string(), message: z.string() }),
]);

const entry = z.discriminatedUnion('event', [
  z.object({ event: z.literal('begin'), hash: z.string(), as_of: z.string() }),
  z.object({
    ...{ event: z.literal('submit'), at: z.string(), ...ofAttempt, pass, sobject: z.string() },
    loader: z.string().optional(),
    operation: z.enum(['upsert', 'insert', 'delete', 'hardDelete']),
    keyHeader: z.string().nullable(),
    fields: z.array(z.string()).optional(),
    rows: z.array(z.tuple([z.string(), z.number()])),
  }),
  z.object({ event: z.literal('process'), ...ofAttempt, pid: z.number() }),
  z.object({ event: z.literal('job'), ...ofAttempt, job: z.string() }),
  z.object({ event: z.literal('results'), ...ofAttempt, pass, receipts: z.array(receipt) }),
  z.object({ event: z.literal('settled'), ...ofAttempt }),
  z.object({ event: z.literal('withheld') }),
  z.object({ event: z.literal('end'), exitCode: z.number() }),
]);

/** The result of one row in a submission. */
export type Receipt = z.infer<typeof receipt>;

/** True if a line of a journal has what those who read it need; one that was edited or damaged says nothing. */
export function isJournalEntry(line: unknown): boolean {
  return entry.safeParse(line).success;
}

import { z } from 'zod';

const ofAttempt = { step: z.string(), attempt: z.number() };
const pass = z.enum(['records', 'links']);
const row = { key: z.string(), line: z.number() };
const receipt = z.discriminatedUnion('outcome', [
  z.object({ ...row, outcome: z.enum(['created', 'updated']), id: z.string() }),
  z.object({ ...row, outcome: z.literal('failed'), code: z.string(), message: z.string() }),
]);

const submission = z.object({
  ...ofAttempt,
  /** The loader that sends it; a journal of an earlier version has none. */
  loader: z.string().optional(),
  sobject: z.string(),
  operation: z.enum(['upsert', 'insert', 'update', 'delete', 'hardDelete']),
  pass,
  /** The header of the column that tells rows apart; null where only the whole row does. */
  keyHeader: z.string().nullable(),
  /** The field of each column; a journal of an earlier version has none. */
  fields: z.array(z.string()).readonly().optional(),
  /** Key and dataset line of each row, in the order of the file. */
  rows: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
});

// What is optional is for people alone, or an earlier version lacks it.
const entry = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('begin'),
    /** Of the dataset's rows, so that a resume sends the same. */
    hash: z.string(),
    as_of: z.string(),
    orgId: z.string().optional(),
    ...{ dataset: z.string().optional(), org: z.string().optional(), username: z.string().optional() },
  }),
  /** Before a loader sends the first row: from here on a job may come to be. */
  submission.extend({ event: z.literal('submit') }),
  z.object({
    ...{ event: z.literal('process'), ...ofAttempt, pid: z.number() },
    /** When the process was started, as `startOf` says it. */
    started: z.string().optional(),
  }),
  z.object({ event: z.literal('job'), ...ofAttempt, job: z.string() }),
  /** Before a call of some rows leaves, and again before it is repeated; `first` is where they begin in the submission. */
  z.object({ event: z.literal('call'), ...ofAttempt, first: z.number(), rows: z.number() }),
  z.object({
    ...{ event: z.literal('answer'), ...ofAttempt, first: z.number(), rows: z.number() },
    receipts: z.array(receipt).readonly(),
  }),
  /** All receipts of an attempt; nothing of it is open any more. The job is '' where the org refused to make one. */
  z.object({
    ...{ event: z.literal('results'), ...ofAttempt, pass },
    receipts: z.array(receipt).readonly(),
    job: z.string().optional(),
  }),
  /** No job came of a submission, or one whose rows the org was asked for instead. */
  z.object({ event: z.literal('settled'), ...ofAttempt, why: z.string().optional() }),
  z.object({
    event: z.literal('withheld'),
    step: z.string().optional(),
    rows: z
      .array(z.object({ ...row, parent: z.string() }))
      .readonly()
      .optional(),
  }),
  z.object({ event: z.literal('end'), exitCode: z.number() }),
]);

const stamped = z.intersection(entry, z.object({ at: z.string() }));

/** The result of one row in a submission. */
export type Receipt = z.infer<typeof receipt>;

/** A file on its way into the org: `files/<step>.<attempt>.csv` in the run's folder. */
export type Submission = z.infer<typeof submission>;

/** What a load or a cleanup did, one line each, written before the next step: a killed run is resumed from here. */
export type JournalEntry = z.infer<typeof entry>;

/** An entry with the time when it was written. */
export type StampedEntry = z.infer<typeof stamped>;

/** The entry of a line; undefined for one that lacks what those who read it need, as it was edited or damaged. */
export function journalEntryOf(line: string): StampedEntry | undefined {
  try {
    return stamped.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

import { z } from 'zod';
import { momentOf } from '../../python/dates/parse-date.ts';
import { sha256 } from '../../random/hash.ts';
import { UserError } from '../../shared/errors.ts';
import { isPathPart } from '../../shared/files/path-part.ts';
import { type FileKind, readBytes, readText } from '../../shared/files/read-file.ts';
import { excerpt } from '../../shared/quote.ts';

export const VERSION = 2;

const KIND: FileKind = { noun: 'continuation file', limit: 'data' };

const moment = z.string().refine(isMoment);

const scalar = z.union([
  z.null(),
  z.boolean(),
  z.number(),
  z.string(),
  z.strictObject({ date: moment }),
  z.strictObject({ datetime: moment }),
  z.strictObject({ float: z.number() }),
  z.strictObject({ int: z.string().regex(/^-?\d{1,4300}$/) }),
]);

/** The maximum count to continue from: beyond it, counts would soon lose precision. */
const MOST_ROWS = 1_000_000_000_000;
const number = z.int().min(0).max(MOST_ROWS);

/** One half of a hash. */
const word = z.int().min(0).max(0xff_ff_ff_ff);

const rowState = z.strictObject({
  object: z.string(),
  key: z.string().regex(/^\w+$/),
  id: number,
  number,
  high: word,
  low: word,
  values: z.record(z.string(), scalar),
});

/** A row that a later run can refer to. */
export type RowState = z.infer<typeof rowState>;

/** A value of such a row. */
export type ScalarState = z.infer<typeof scalar>;

const count = z.strictObject({ context: number, index: number });

const schema = z.strictObject({
  continuation: z.literal(VERSION),
  /** The name of the recipe, null for the default one; earlier versions didn't write it. */
  recipe: z.string().nullable().optional(),
  seed: z.int(),
  key_prefix: z.string(),
  as_of: z.string(),
  iterations: z.int().min(1).max(MOST_ROWS),
  tables: z.record(z.string().refine(isPathPart), z.strictObject({ rows: number, top_rows: number })),
  ids: z.strictObject({ contexts: number, numeric: count.optional(), codes: count.optional() }),
  /** Rows that are made just once, by their names. */
  lasting: z.record(z.string(), rowState),
  /** Rows that a random_reference can choose from, by the name that it uses. */
  kept: z.record(z.string(), z.array(rowState)),
});

/** What a later run needs to continue from an earlier one. */
export type Continuation = z.infer<typeof schema>;

function isMoment(text: string): boolean {
  try {
    return momentOf(text) !== undefined;
  } catch {
    return false;
  }
}

/** The hash of a continuation file, which identifies what a run continues. */
export function hashOf(file: string): string {
  return sha256(readBytes(file, KIND));
}

/** True if a file was written by an earlier run. */
export function isContinuation(file: string): boolean {
  try {
    return /^\s*\{\s*"continuation"\s*:/.test(readText(file, { noun: 'file', limit: 'data' }).slice(0, 100));
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Reads a continuation file; throws if it is something else. */
export function readContinuation(file: string): Continuation {
  const content = readText(file, KIND);
  try {
    return schema.parse(JSON.parse(content));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const at = issue && issue.path.length > 0 ? ` ${excerpt(issue.path.join('.'))} has a wrong value.` : '';
    throw new UserError(
      {
        message: `The file isn't a continuation file.${at}`,
        place: { file },
        hint: 'Write one with --generate-continuation-file.',
      },
      { cause },
    );
  }
}

import { z } from 'zod';
import { Population } from '../../allocation/population.ts';
import { keysOf } from '../../dataset/prefix.ts';
import { recipeName } from '../../dataset/recipe-name.ts';
import { PyDate } from '../../python/date.ts';
import { PyDateTime } from '../../python/datetime.ts';
import { float, PyFloat } from '../../python/float.ts';
import { int, PyInt } from '../../python/int.ts';
import { momentOf } from '../../python/parse-date.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { sha256 } from '../../random/hash.ts';
import { UserError } from '../../shared/errors.ts';
import { isPathPart } from '../../shared/files/path-part.ts';
import { type FileKind, readBytes, readText } from '../../shared/files/read-file.ts';
import { writeWhole } from '../../shared/files/write-file.ts';
import { excerpt } from '../../shared/quote.ts';
import { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';

const VERSION = 2;

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

type RowState = z.infer<typeof rowState>;

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

type Continuation = z.infer<typeof schema>;

function isMoment(text: string): boolean {
  try {
    return momentOf(text) !== undefined;
  } catch {
    return false;
  }
}

/** Continues from an earlier run: its rows are counted, and those made just once are known by their names. */
export function continueAfter(file: string, run: RunContext): void {
  const known = read(file);
  const { seed, key_prefix, as_of } = run.config;
  const recipe = recipeName(run.config.recipe) ?? null;
  if (known.recipe !== undefined && known.recipe !== recipe)
    throw new UserError({
      message: `The file continues a run of the recipe ${excerpt(known.recipe ?? 'full_org')}, not of ${recipe ?? 'full_org'}.`,
      place: { file },
      hint: 'Use the same recipe.',
    });
  if (known.seed !== seed || known.key_prefix !== key_prefix || known.as_of !== as_of) {
    throw new UserError({
      message: `The file continues a run with seed ${known.seed}, prefix ${known.key_prefix} and as_of ${known.as_of}.`,
      place: { file },
      hint: 'Give the same ones.',
    });
  }
  const foreign = [...Object.values(known.lasting), ...Object.values(known.kept).flat()].filter(
    ({ key }) => !isOfRun(key, known),
  );
  if (foreign.length > 0)
    throw new UserError(
      foreign.map(({ key }) => ({
        message: "The row isn't one of the run that the file continues.",
        place: { file, key },
      })),
    );
  for (const [sobject, { rows, top_rows }] of Object.entries(known.tables)) {
    const table = run.table(sobject);
    table.rows = rows;
    table.topRows = top_rows;
  }
  run.ids.restore(known.ids);
  run.iteration = known.iterations - 1;
  run.nextIteration();
  for (const [name, row] of Object.entries(known.lasting)) run.rowNames.find(name)?.set(rowOf(row), true);
  for (const [name, rows] of Object.entries(known.kept)) run.kept.restore(name, rows.map(rowOf));
}

/** True if a key has the seed and the prefix of a run, with any recipe. */
function isOfRun(key: string, earlier: Continuation): boolean {
  const keys = keysOf(key);
  return keys?.seed === earlier.seed && keys.key_prefix.startsWith(earlier.key_prefix);
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

/** Writes what a later run needs to continue from this one. */
export function writeContinuation(file: string, run: RunContext): void {
  const { seed, key_prefix, as_of } = run.config;
  const state: Continuation = {
    continuation: VERSION,
    recipe: recipeName(run.config.recipe) ?? null,
    seed,
    key_prefix,
    as_of,
    iterations: run.iteration + 1,
    tables: Object.fromEntries(
      [...run.tables()].map(({ sobject, rows, topRows }) => [sobject, { rows, top_rows: topRows }]),
    ),
    ids: run.ids.state,
    lasting: Object.fromEntries([...run.rowNames.lasting()].map(([name, row]) => [name, stateOf(row)])),
    kept: Object.fromEntries([...run.kept.lasting()].map(([name, rows]) => [name, rows.map(stateOf)])),
  };
  writeWhole(file, `${JSON.stringify(state, null, 2)}\n`);
}

function read(file: string): Continuation {
  const content = readText(file, KIND);
  try {
    return schema.parse(JSON.parse(content));
  } catch (cause) {
    const [issue] = cause instanceof z.ZodError ? cause.issues : [];
    const at = issue && issue.path.length > 0 ? ` ${excerpt(issue.path.join('.'))} has a wrong value.` : '';
    throw new UserError(
      {
        message: `This is not a continuation file of this tool.${at}`,
        place: { file },
        hint: 'Write one with --generate-continuation-file.',
      },
      { cause },
    );
  }
}

function stateOf(row: Row): RowState {
  const { key, id, number, high, low } = row;
  const values = [...row.type.slots].map(([name, slot]) => [name, scalarOf(row.values[slot] ?? null)]);
  return { object: row.type.sobject, key, id, number, high, low, values: Object.fromEntries(values) };
}

/** References are kept as keys, without the rows that they refer to. */
function scalarOf(value: Value): z.infer<typeof scalar> {
  if (value instanceof PyDate) return { date: text(value) };
  if (value instanceof PyDateTime) return { datetime: text(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyInt) return { int: text(value) };
  if (value instanceof PyFloat) return { float: value.value };
  return text(value);
}

function rowOf({ object, key, high, low, number, id, values }: RowState): Row {
  const names = Object.keys(values);
  const row = new Row(
    {
      sobject: object,
      slots: new Map(names.map((name, i) => [name, i])),
      population: new Population(object, undefined, { kind: 'root' }),
    },
    undefined,
    { key, high, low },
    { number, childIndex: 0, id, block: 0, slot: 0 },
  );
  row.values.push(...Object.values(values).map(restored));
  return row;
}

function restored(state: z.infer<typeof scalar>): Value {
  if (typeof state !== 'object' || state === null) return state;
  if ('float' in state) return float(state.float);
  if ('int' in state) return int(BigInt(state.int));
  return 'date' in state ? PyDate.fromDays(momentOf(state.date).days) : momentOf(state.datetime);
}

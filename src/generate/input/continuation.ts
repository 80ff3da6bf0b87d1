import { Population } from '../../allocation/population.ts';
import { keysOf } from '../../dataset/prefix.ts';
import { recipeName } from '../../dataset/recipe-name.ts';
import { PyDate } from '../../python/dates/date.ts';
import { PyDateTime } from '../../python/dates/datetime.ts';
import { momentOf } from '../../python/dates/parse-date.ts';
import { float, PyFloat } from '../../python/numbers/float.ts';
import { int, PyInt } from '../../python/numbers/int.ts';
import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { UserError } from '../../shared/errors.ts';
import { writeWhole } from '../../shared/files/write-file.ts';
import { excerpt } from '../../shared/quote.ts';
import { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import {
  type Continuation,
  type RowState,
  readContinuation,
  type ScalarState,
  VERSION,
} from './continuation-file.ts';

/** Continues from an earlier run: its rows are counted, and those made just once are known by their names. */
export function continueAfter(file: string, run: RunContext): void {
  const known = readContinuation(file);
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
      hint: 'Use the same values.',
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

function stateOf(row: Row): RowState {
  const { key, id, number, high, low } = row;
  const values = [...row.type.slots].map(([name, slot]) => [name, scalarOf(row.values[slot] ?? null)]);
  return { object: row.type.sobject, key, id, number, high, low, values: Object.fromEntries(values) };
}

/** References are kept as keys, without the rows that they refer to. */
function scalarOf(value: Value): ScalarState {
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

function restored(state: ScalarState): Value {
  if (typeof state !== 'object' || state === null) return state;
  if ('float' in state) return float(state.float);
  if ('int' in state) return int(BigInt(state.int));
  return 'date' in state ? PyDate.fromDays(momentOf(state.date).days) : momentOf(state.datetime);
}

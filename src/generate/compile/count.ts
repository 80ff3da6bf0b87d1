import { Population } from '../../allocation/population.ts';
import { Events } from '../../plugins/schedule/events.ts';
import { Series } from '../../plugins/series.ts';
import { itemsOf } from '../../python/sequence.ts';
import { beginValue } from '../../python/size.ts';
import type { Value } from '../../python/value.ts';
import type { Expression, ObjectTemplate } from '../../recipe/types.ts';
import { counted } from '../../shared/counted.ts';
import { gather } from '../../shared/errors.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { numberArgument } from '../functions/eager.ts';
import { readSpread } from '../functions/spread.ts';
import { guarded } from '../run/failure.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import { compileExpression, constantOf, type ExpressionInput } from './expression.ts';
import { inputFor, type Surroundings } from './statement.ts';

/** The number of rows that a template makes each time it runs. */
type RowCount =
  | { kind: 'number'; evaluate: (above: Row | undefined) => number }
  | { kind: 'planned'; population: Population }
  /** One row per value, which is assigned to `variable`. */
  | { kind: 'each'; evaluate: (above: Row | undefined) => Iterable<Value> };

interface CompiledCount {
  count: RowCount;
  /** The positions of the rows in a block, if they are known beforehand. */
  population: Population | undefined;
  /** The number, if it is fixed; otherwise 0. */
  known: number;
}

/** Compiles `count` or `for_each`; without either, there is one row. */
export function compileCount(statement: ObjectTemplate, around: Surroundings): CompiledCount {
  const { run, parent } = around;
  if (statement.forEach) return compileEach(statement, around);
  const expression = statement.count;
  const input = inputFor('count', statement.place, parent, around);

  if (expression?.kind === 'call' && expression.name === 'spread')
    return spreadCount(statement, expression, input, around);
  if (!expression) return fixed(statement, around, 1);

  const known = knownCount(expression, input);
  if (known !== undefined) return fixed(statement, around, known);
  const evaluate = compileExpression(expression, input);
  const column = run.column(statement.sobject, 'count');
  return {
    count: {
      kind: 'number',
      evaluate: (above) => {
        const at = above ?? run.nowhere;
        beginValue();
        run.draw.point(column, at.low, at.high);
        return guarded(expression.place, above, () => Math.max(0, wholeCount(evaluate(at))));
      },
    },
    population: topPopulation(statement, around),
    known: 0,
  };
}

function compileEach(statement: ObjectTemplate, around: Surroundings): CompiledCount {
  const { run, parent } = around;
  const { value } = statement.forEach!;
  const input = { ...inputFor('for_each', statement.place, parent, around), eachTimeAnew: true };
  const evaluate = compileExpression(value, input);
  const column = run.column(statement.sobject, 'for_each');
  return {
    count: {
      kind: 'each',
      evaluate: (above) => {
        const at = above ?? run.nowhere;
        beginValue();
        run.draw.point(column, at.low, at.high);
        return guarded(value.place, above, () => valuesOf(evaluate(at)));
      },
    },
    population: topPopulation(statement, around),
    known: 0,
  };
}

function valuesOf(value: Value): Iterable<Value> {
  // As in Snowfakery's own example: a schedule of days yields midnights here.
  if (value instanceof Events && !value.endless) return atMost(value.moments());
  if (typeof value === 'string')
    throw new FormulaError('`for_each` takes a dataset, a schedule, or a list, not a string.');
  if (!(value instanceof Series)) return itemsOf(value);
  if (value.endless)
    throw new FormulaError(
      '`for_each` would never end: the series has no last value.',
      value instanceof Events ? 'Give the event a `count` or an `until`.' : 'Use `count`.',
    );
  return value.length === undefined ? atMost(value.values()) : value.values();
}

/** Takes the values of a series that may have no end. */
function* atMost<T>(values: Iterable<T>): Iterable<T> {
  let left = MOST_VALUES;
  for (const value of values) {
    if (left-- === 0) throw new FormulaError(`\`for_each\` takes at most ${MOST_VALUES} values of a series.`);
    yield value;
  }
}

const MOST_VALUES = 250_000;

function topPopulation({ sobject }: ObjectTemplate, { parent }: Surroundings): Population | undefined {
  return parent ? undefined : new Population(sobject, undefined, { kind: 'root' });
}

function spreadCount(
  { sobject }: ObjectTemplate,
  expression: Extract<Expression, { kind: 'call' }>,
  input: ExpressionInput,
  { run, parent }: Surroundings,
): CompiledCount {
  const above = parent?.population;
  const population = above && readSpread(expression, sobject, above, input);
  if (!above)
    run.problem('`spread` needs a parent whose number of rows is known beforehand.', expression.place);
  if (!population) return { count: { kind: 'number', evaluate: () => 0 }, population: undefined, known: 0 };
  parent!.children.set(sobject, population);
  run.plan.planChildren(population);
  return { count: { kind: 'planned', population }, population, known: 0 };
}

function fixed(statement: ObjectTemplate, around: Surroundings, known: number): CompiledCount {
  const population = populationOf(statement, around, known);
  return { count: { kind: 'number', evaluate: () => known }, population, known };
}

function populationOf(
  statement: ObjectTemplate,
  around: Surroundings,
  count: number,
): Population | undefined {
  const { run, parent } = around;
  if (!parent) return topPopulation(statement, around);
  if (!parent.population) return undefined;
  const population = new Population(statement.sobject, parent.population, { kind: 'fixed', count });
  parent.children.set(statement.sobject, population);
  run.plan.planChildren(population);
  return population;
}

/** Compiles a count that is a number or a formula over options and settings; a negative result makes no rows. */
function knownCount(expression: Expression, input: ExpressionInput): number | undefined {
  if (expression.kind !== 'literal' && expression.kind !== 'text') return undefined;
  const before = input.run.problems.length;
  const value = constantOf(expression, input);
  const known = input.run.problems.length === before && value !== undefined;
  input.run.problems.length = before;
  if (!known) return undefined;
  const count = gather(input.run.problems, 0, () =>
    guarded(expression.place, undefined, () => wholeCount(value)),
  );
  if (count >= 0 || expression.kind === 'text') return Math.max(0, count);
  input.run.problem(`A count can't be ${count}.`, expression.place);
  return 0;
}

/** Counts the rows of a run; more than the maximum is a mistake that would fill a disk. */
const MOST = 100_000_000;

/** The total rows of a template; reported once if they are too many, before any row is made. */
export function productOf(
  { sobject, count, place }: ObjectTemplate,
  known: number,
  { run, parent }: Surroundings,
): number {
  const rows = known * (parent?.rows ?? 1);
  if (rows <= MOST) return rows;
  run.problem(
    `The counts multiply to ${counted(rows)} rows of ${sobject}; a run can make ${counted(MOST)} at most.`,
    count?.place ?? place,
  );
  return 0;
}

/** Ends a run that has made too many rows. */
export function refuseMore(run: RunContext): void {
  if (run.made > MOST) throw new FormulaError(`A run can make ${counted(MOST)} rows at most.`);
}

/** Python's `int(float(x))` of a count. */
function wholeCount(value: Value): number {
  const count = Math.trunc(numberArgument(value, 'A count'));
  if (count > MOST) throw new FormulaError(`A count must be at most ${counted(MOST)}; got ${count}.`);
  return count;
}

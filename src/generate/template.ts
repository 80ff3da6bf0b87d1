import type { Place } from '../errors.ts';
import { UserError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { cellText } from '../recipe/cell.ts';
import { FormulaError } from '../recipe/formula-error.ts';
import type { Expression, ObjectTemplate, Statement, VarStatement } from '../recipe/types.ts';
import type { Value } from '../recipe/value.ts';
import { compileExpression, constantOf, type ExpressionInput } from './expression.ts';
import { ForwardReference } from './forward.ts';
import { numberArgument } from './functions/eager.ts';
import { readSpread } from './functions/spread.ts';
import type { ColumnKey } from './key.ts';
import { BLOCK, Population } from './plan/population.ts';
import { childIdentity, Row, topIdentity } from './row.ts';
import type { Evaluate, TemplateSite } from './site.ts';
import { valueCheck } from './value-check.ts';
import type { World } from './world.ts';

/** A statement ready to run: for the row above it, or at the top. Objects answer the last row that they made. */
export interface Runner {
  justOnce: boolean;
  run(parent: Row | undefined): Row | undefined;
}

/** What is around a statement. */
interface Surroundings {
  world: World;
  parent: TemplateSite | undefined;
  variables: Map<string, Evaluate>;
}

/** Compiles statements in their order; a variable is seen by what comes after it, and by what is below. */
export function compileStatements(statements: readonly Statement[], around: Surroundings): Runner[] {
  const variables = new Map(around.variables);
  return statements.map((statement) =>
    statement.kind === 'var'
      ? compileVar(statement, { ...around, variables })
      : compileTemplate(statement, { ...around, variables }),
  );
}

function compileVar(statement: VarStatement, { world, parent, variables }: Surroundings): Runner {
  const input = inputFor(`var ${statement.name}`, statement.place, parent, { world, parent, variables });
  const evaluate = compileExpression(statement.value, input);
  const column = world.column(input.sobject, input.name);
  let value: Value = null;
  variables.set(statement.name, () => value);
  return {
    justOnce: false,
    run(above) {
      world.draw.point(column, above?.low ?? 0, above?.high ?? 0);
      value = guarded(statement.place, above, () => evaluate(above ?? world.nowhere));
      return undefined;
    },
  };
}

function inputFor(
  name: string,
  place: Place,
  template: TemplateSite | undefined,
  around: Surroundings,
): ExpressionInput {
  return {
    world: around.world,
    template,
    variables: around.variables,
    extra: new Map(),
    sobject: template?.sobject ?? '',
    name,
    place,
    compileObject: ({ template: nested }) => {
      const runner = compileTemplate(nested, { ...around, parent: template });
      return (row) => {
        const state = around.world.draw.save();
        const made = runner.run(row === around.world.nowhere ? undefined : row);
        around.world.draw.restore(state);
        return made ?? null;
      };
    },
  };
}

/** Top-level rows after which the rows made below them are written: few, so that they die young. */
const FLUSH = 10;

interface CompiledField {
  name: string;
  place: Place;
  column: ColumnKey;
  evaluate: Evaluate;
  /** Its place among the cells; -1 where it is hidden. */
  cell: number;
}

type Count =
  | { kind: 'number'; evaluate: (row: Row | undefined) => number }
  | { kind: 'planned'; population: Population };

function compileTemplate(statement: ObjectTemplate, around: Surroundings): Runner {
  const { world, parent } = around;
  const { sobject, nickname } = statement;
  const hidden = sobject.startsWith('__');
  if (!hidden && !world.catalog[sobject]) {
    world.complaint(
      `The catalog has no object ${sobject}.`,
      statement.place,
      didYouMean(sobject, Object.keys(world.catalog)),
    );
  }
  const { count, population } = compileCount(statement, around);
  const table = world.table(sobject);
  const slots = [world.rowSlot(sobject), ...(nickname ? [world.rowSlot(nickname)] : [])];
  const site: TemplateSite = {
    sobject,
    population,
    slots: new Map(),
    dealt: new Map(),
    children: new Map(),
    parent,
  };
  const inner: Surroundings = { ...around, parent: site };
  const type = { sobject, slots: site.slots, population };

  const fields = statement.fields.map((field): CompiledField => {
    const evaluate = compileExpression(field.value, inputFor(field.name, field.place, site, inner));
    site.slots.set(field.name, site.slots.size);
    if (!hidden) checkField(world, sobject, field.name, field.place);
    const cell = hidden || field.name.startsWith('__') ? -1 : table.column(field.name);
    return {
      name: field.name,
      place: field.place,
      column: world.column(sobject, field.name),
      evaluate,
      cell,
    };
  });
  const checks = fields.map(({ name }) => valueCheck(world.catalog[sobject]?.fields[name], world.prefix));
  const friends = compileStatements(statement.friends, inner);
  const top = !parent;

  const emit = (row: Row): void => {
    const cells: (string | ForwardReference)[] = new Array(table.columns.length + 1).fill('');
    cells[0] = row.key;
    for (let i = 0; i < fields.length; i++) {
      const { cell, place, name } = fields[i]!;
      if (cell < 0) continue;
      const value = row.values[i]!;
      if (value instanceof ForwardReference) {
        cells[cell + 1] = value;
        continue;
      }
      const text = cellText(value);
      if (text === '') continue;
      cells[cell + 1] = text;
      const wrong = checks[i]!(value, text);
      if (wrong) world.cellProblem(`${sobject}.${name}: ${wrong}`, place, row.key);
    }
    table.add(cells);
  };

  const fill = (row: Row): void => {
    let at = 0;
    try {
      for (; at < fields.length; at++) {
        const field = fields[at]!;
        world.draw.point(field.column, row.low, row.high);
        row.values.push(field.evaluate(row));
      }
    } catch (error) {
      throw placed(error, fields[at]!.place, row);
    }
  };

  /** Rows of this template so far; at the top level they fill its blocks. */
  let made = 0;
  const makeRow = (parent: Row | undefined, childIndex: number, firstSlot: number): Row => {
    const number = parent ? parent.nextChild(table.index) : table.topRows++;
    const identity = parent
      ? childIdentity(parent, table.code, number)
      : topIdentity(world.prefix, table.code, number);
    const row = new Row(type, parent, identity, {
      number,
      childIndex,
      id: ++table.rows,
      block: parent ? parent.block : Math.floor(made / BLOCK),
      slot: parent ? (firstSlot < 0 ? -1 : firstSlot + childIndex) : made % BLOCK,
    });
    made++;
    for (const slot of slots) slot.set(row);
    fill(row);
    if (!hidden) emit(row);
    world.remember(row, nickname);
    for (const friend of friends) friend.run(row);
    return row;
  };

  return {
    justOnce: statement.justOnce,
    run(above) {
      const rows = count.kind === 'number' ? count.evaluate(above) : countInPlan(count.population, above!);
      const planned = population && above && above.slot >= 0;
      const firstSlot = planned ? population.layout(above.block).offsets[above.slot]! : -1;
      let last: Row | undefined;
      for (let childIndex = 0; childIndex < rows; childIndex++) {
        last = makeRow(above, childIndex, firstSlot);
        if (!top) continue;
        last.release();
        if (made % FLUSH === 0) world.flush();
      }
      return last;
    },
  };
}

function countInPlan(population: Population, above: Row): number {
  const { offsets } = population.layout(above.block);
  return offsets[above.slot + 1]! - offsets[above.slot]!;
}

/** How many rows there are for each parent, and where they lie in a block if that can be known before. */
function compileCount(
  statement: ObjectTemplate,
  around: Surroundings,
): { count: Count; population: Population | undefined } {
  const { world, parent } = around;
  const expression = statement.count;
  const input = inputFor('count', statement.place, parent, around);
  const above = parent?.population;

  if (expression?.kind === 'call' && expression.name === 'spread') {
    const population = above && readSpread(expression, statement.sobject, above, input);
    if (!above)
      world.problem('`spread` needs a parent whose number of rows is known beforehand.', expression.place);
    if (!population) return { count: { kind: 'number', evaluate: () => 0 }, population: undefined };
    parent!.children.set(statement.sobject, population);
    world.planChildren(population);
    return { count: { kind: 'planned', population }, population };
  }
  if (!expression) return { count: fixed(1), population: populationOf(statement, around, 1) };

  const known = knownCount(expression, input);
  if (known !== undefined) return { count: fixed(known), population: populationOf(statement, around, known) };
  const evaluate = compileExpression(expression, input);
  const column = world.column(statement.sobject, 'count');
  return {
    count: {
      kind: 'number',
      evaluate: (row) => {
        world.draw.point(column, row?.low ?? 0, row?.high ?? 0);
        return guarded(expression.place, row, () => wholeCount(evaluate(row ?? world.nowhere)));
      },
    },
    population: parent ? undefined : new Population(statement.sobject, undefined, { kind: 'root' }),
  };
}

function fixed(count: number): Count {
  return { kind: 'number', evaluate: () => count };
}

function populationOf(
  statement: ObjectTemplate,
  { world, parent }: Surroundings,
  count: number,
): Population | undefined {
  if (!parent) return new Population(statement.sobject, undefined, { kind: 'root' });
  if (!parent.population) return undefined;
  const population = new Population(statement.sobject, parent.population, { kind: 'fixed', count });
  parent.children.set(statement.sobject, population);
  world.planChildren(population);
  return population;
}

/** The count, where it is a number or a formula over options and settings. */
function knownCount(expression: Expression, input: ExpressionInput): number | undefined {
  if (expression.kind !== 'literal' && expression.kind !== 'text') return undefined;
  const before = input.world.problems.length;
  const value = constantOf(expression, input);
  const known = input.world.problems.length === before && value !== undefined;
  input.world.problems.length = before;
  return known ? guarded(expression.place, undefined, () => wholeCount(value)) : undefined;
}

/** Python's `int(float(x))` of a count. */
function wholeCount(value: Value): number {
  const count = Math.trunc(numberArgument(value, 'A count'));
  if (count < 0) throw new FormulaError(`A count cannot be ${count}.`);
  return count;
}

/** Fields that the catalog does not know; columns of the tool's own begin with one underscore. */
function checkField(world: World, sobject: string, name: string, place: Place): void {
  const known = world.catalog[sobject]?.fields;
  if (!known || name.startsWith('_') || Object.hasOwn(known, name)) return;
  if (name === 'ExternalId') {
    world.problem(
      'The column ExternalId is the key that this tool writes; a recipe does not state it.',
      place,
    );
    return;
  }
  world.complaint(`${sobject} has no field \`${name}\`.`, place, didYouMean(name, Object.keys(known)));
}

/** A formula's failure as an error with its place and the row's key. */
function placed(error: unknown, place: Place, row: Row | undefined): unknown {
  if (!(error instanceof FormulaError)) return error;
  return new UserError(
    { message: error.message, place: { ...place, ...(row ? { key: row.key } : {}) } },
    { cause: error },
  );
}

function guarded<T>(place: Place, row: Row | undefined, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    throw placed(error, place, row);
  }
}

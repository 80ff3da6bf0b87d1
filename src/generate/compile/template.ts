import { BLOCK, type Population } from '../../allocation/population.ts';
import { Series } from '../../plugins/series.ts';
import { beginValue } from '../../python/size.ts';
import type { Value } from '../../python/value.ts';
import type { ObjectTemplate } from '../../recipe/types.ts';
import { failuresFrom, guarded, placed } from '../run/failure.ts';
import type { LateCell } from '../run/object-table.ts';
import { childIdentity, Row, recordIdentity, topIdentity } from '../run/row.ts';
import { type CompiledField, cellWriter } from '../run/row-cells.ts';
import { checkField, checkObject, checkRequired } from './check-field.ts';
import type { TemplateContext } from './compile-context.ts';
import { compileCount, productOf, refuseMore } from './count.ts';
import { compileExpression } from './expression.ts';
import { compileStatements, inputFor, type Runner, type Surroundings } from './statement.ts';
import { LoopVariables } from './variables.ts';

/** Top-level rows per write: few, so that they are garbage-collected young. */
const FLUSH = 10;

/** Rows between two reports of progress. */
const TICK = 256;

/** Rows after which pending ones are written in any case: one row may have many below it. */
const MOST_WAITING = 2_048;

/** The column with the field by which a load finds the record again; its underscore marks it as the tool's own. */
const UPDATE_KEY = '_sf_update_key';

/** Compiles an object template with its fields and friends. */
export function compileTemplate(statement: ObjectTemplate, around: Surroundings): Runner {
  const { run, parent } = around;
  const { sobject, nickname, justOnce, keys } = statement;
  const hidden = sobject.startsWith('__');
  checkObject(run, sobject, statement.place);
  // An update leaves fields that it doesn't name unchanged.
  if (!hidden && !keys) {
    const stated = statement.fields.map(({ name }) => name);
    checkRequired(run, sobject, stated, statement.place);
  }
  const { count, population, known } = compileCount(statement, around);
  const table = run.table(sobject);
  const names = [sobject, ...(nickname && nickname !== sobject ? [nickname] : [])];
  const slots = names.map((name) => run.rowNames.find(name)!);
  const context: TemplateContext = {
    sobject,
    file: statement.place.file ?? run.file,
    population,
    slots: new Map(),
    quotaFields: new Map(),
    children: new Map(),
    lasting: justOnce || (parent?.lasting ?? false),
    rows: productOf(statement, known, around),
    parent,
  };
  const loop = new LoopVariables(statement, around.variables);
  const inner: Surroundings = { ...around, variables: loop.seen, own: loop.own, parent: context };
  const type = { sobject, slots: context.slots, population };

  const updateKey = statement.updateKey && !hidden ? table.column(UPDATE_KEY) : -1;
  const fields = statement.fields.map((field): CompiledField => {
    const evaluate = compileExpression(field.value, inputFor(field.name, field.place, context, inner));
    context.slots.set(field.name, context.slots.size);
    if (!hidden) checkField(run, sobject, field.name, field.place);
    return {
      name: field.name,
      place: field.place,
      column: run.column(sobject, field.name),
      evaluate,
      cell: hidden || field.name.startsWith('__') ? -1 : table.column(field.name),
    };
  });
  const writeCells = cellWriter(run, sobject, fields, statement.place);
  const friends = compileStatements(statement.friends, inner);
  const top = !parent;

  const emit = (row: Row): void => {
    const cells: (string | LateCell)[] = new Array(table.columns.length + 1).fill('');
    cells[0] = row.key;
    if (updateKey >= 0) cells[updateKey + 1] = statement.updateKey!;
    writeCells(row, cells);
    table.add(cells);
  };

  const evaluate = (row: Row, at: number): void => {
    const field = fields[at]!;
    beginValue();
    run.draw.point(field.column, row.low, row.high);
    const value = field.evaluate(row);
    row.values.push(value instanceof Series ? value.next() : value);
  };

  const fill = (row: Row): void => {
    let at = 0;
    try {
      for (; at < fields.length; at++) evaluate(row, at);
    } catch (error) {
      throw failuresFrom(error, at, row, statement.fields, (next) => evaluate(row, next));
    }
  };

  const nextId = (): number => {
    // The nickname first: references to it mean this row only.
    for (let i = slots.length - 1; i >= 0; i--) {
      const reserved = slots[i]!.reserved;
      if (reserved !== undefined) return reserved;
    }
    return ++table.rows;
  };

  /** Rows of this template so far; at the top level, they fill its blocks. */
  let made = 0;
  const makeRow = (above: Row | undefined, childIndex: number, firstSlot: number): Row => {
    const number = above ? above.nextChild(table.index) : table.topRows++;
    const identity = above
      ? childIdentity(above, table.code, number)
      : keys
        ? recordIdentity(keys[number]!)
        : topIdentity(run.prefix, table.code, number);
    const row = new Row(type, above, identity, {
      number,
      childIndex,
      id: nextId(),
      block: above ? above.block : Math.floor(made / BLOCK),
      slot: above ? (firstSlot < 0 ? -1 : firstSlot + childIndex) : made % BLOCK,
    });
    made++;
    if (++run.made % TICK === 0) {
      run.tick(run.made);
      if (run.made % MOST_WAITING === 0) run.flush();
      guarded(statement.place, row, () => refuseMore(run));
    }
    if (table.keys) table.keys[row.id] = row.key;
    for (const slot of slots) slot.set(row, justOnce);
    fill(row);
    if (!hidden) emit(row);
    run.kept.add(row, nickname, context.lasting);
    for (const friend of friends) friend.run(row);
    if (top) {
      row.release();
      if (made % FLUSH === 0) run.flush();
    }
    return row;
  };

  const makeEach = (values: Iterable<Value>, above: Row | undefined): Row | undefined => {
    let last: Row | undefined;
    let index = 0;
    const item = loop.own.get(statement.forEach!.name)!;
    try {
      for (const value of values) {
        item.value = value;
        last = makeRow(above, index++, -1);
      }
    } catch (error) {
      throw placed(error, statement.forEach!.value.place, above);
    }
    return last;
  };

  return {
    justOnce,
    run(above) {
      loop.begin();
      if (count.kind === 'each') return makeEach(count.evaluate(above), above);
      const rows = count.kind === 'number' ? count.evaluate(above) : countInPlan(count.population, above!);
      const planned = population && above && above.slot >= 0;
      const firstSlot = planned ? population.firstSlot(above.block, above.slot) : -1;
      let last: Row | undefined;
      for (let childIndex = 0; childIndex < rows; childIndex++) last = makeRow(above, childIndex, firstSlot);
      return last;
    },
  };
}

function countInPlan(population: Population, above: Row): number {
  const { offsets } = population.layout(above.block);
  return offsets[above.slot + 1]! - offsets[above.slot]!;
}

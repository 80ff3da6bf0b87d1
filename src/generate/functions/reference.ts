import { DataRow } from '../../plugins/dataset/data-row.ts';
import { attribute } from '../../python/attribute.ts';
import { repr } from '../../python/text.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { validNames } from '../../shared/nearest.ts';
import type { BlockFunction } from '../compile/compile-context.ts';
import { LiteralReference } from '../run/literal-reference.ts';
import { ForwardReference } from '../run/row-names.ts';
import type { RunContext } from '../run/run-context.ts';
import { asBlock, type EagerFunction, fail, numberArgument } from './eager.ts';

/**
 * The last row of a table or nickname, or at the end of a path of fields (`spouse.pet`); a later row if there is none
 * yet.
 */
export const reference: EagerFunction = {
  parameters: ['object', 'id', 'x'],
  inFormula(run) {
    for (const table of run.tables()) table.keepKeys();
  },
  call([object, id, x = object], { run, row }) {
    if (x === undefined || x === null) return null;
    if (typeof x !== 'string') return isRow(x) ? referenced(x) : fail(TAKES);
    if (id !== undefined) return new LiteralReference(run.table(x), rowId(id), run.prefix);
    const [head = '', ...path] = x.split('.');
    const found = path.reduce<Value>(attribute, row.pyGet(head) ?? slotOf(run, head).reference(row));
    if (!isRow(found)) return fail(`\`${x}\` must refer to a row; got ${repr(found)}.`, TAKES);
    if (found instanceof ForwardReference) found.reserve();
    return referenced(found);
  },
};

const TAKES = '`reference` takes the name of an object, a nickname, or a field that refers to one.';

/** A valid `id` of a row. */
function rowId(value: Value): number {
  const id = numberArgument(value, 'id');
  if (!Number.isSafeInteger(id) || id < 1) fail(`id must be a whole number from 1; got ${repr(value)}.`);
  return id;
}

/** True for rows, references to them, and anything else with an `id`, such as results of a query. */
function isRow(value: Value | undefined): value is PyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.pyGet?.('id') != null;
}

/** The value of a row in a cell; for a record of an org or a file, its id. */
function referenced(row: PyObject): Value {
  return row instanceof DataRow ? (row.pyGet('id') ?? null) : row;
}

/** `reference: name`, where the name can also be a variable; unknown names are found at compile time. */
export const referenceBlock: BlockFunction = (args, context) => {
  const [only, ...more] = args.positional;
  if (only?.kind !== 'text' || more.length > 0 || args.named.length > 0 || /\$\{\{|<</.test(only.text))
    return rowOrLiteral(args, context);
  const [head = '', ...path] = only.text.split('.');
  const variable = context.lookUp(head);
  const isField = context.template?.slots.has(head);
  if (!variable && !isField && !context.run.rowNames.find(head)) {
    const known = [...context.run.rowNames.names(), ...(context.template?.slots.keys() ?? [])];
    context.problem(`Unknown object, nickname, or field \`${head}\`.`, only.place, validNames(head, known), {
      kind: 'name',
      name: head,
    });
    return () => null;
  }
  if (!variable) return asBlock('reference', reference)(args, context);
  return (row) => path.reduce<Value>(attribute, variable(row));
};

/** A reference with computed arguments, or to a row by its `id`. */
const rowOrLiteral: BlockFunction = (args, context) => {
  const object = args.named.find(({ name }) => name === 'object')?.value ?? args.positional[0];
  const isName = object?.kind === 'text' && context.run.rowNames.find(object.text);
  for (const table of isName ? [context.run.table(object.text)] : context.run.tables()) table.keepKeys();
  return asBlock('reference', reference)(args, context);
};

function slotOf(run: RunContext, name: string) {
  return (
    run.rowNames.find(name) ??
    fail(`Unknown object, nickname, or field \`${name}\`.`, validNames(name, run.rowNames.names()))
  );
}

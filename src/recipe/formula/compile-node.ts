import { didYouMean } from '../../nearest.ts';
import { FormulaError, type FormulaProblem } from '../formula-error.ts';
import type { Value } from '../value.ts';
import { add, binary, limitedText, negate } from '../values/arithmetic.ts';
import { attribute, findAttribute } from '../values/attribute.ts';
import { PyDict } from '../values/dict.ts';
import { numberOf } from '../values/float.ts';
import { findItem, item, sliceOf } from '../values/item.ts';
import { typeName } from '../values/kind.ts';
import { text, truthy } from '../values/text.ts';
import { PyTuple } from '../values/tuple.ts';
import { holds } from './comparison.ts';
import { compileCall } from './compile-call.ts';
import { compileFilter, compileTest } from './compile-filter.ts';
import { GLOBALS } from './globals.ts';
import type { Node } from './node.ts';
import type { Scope } from './scope.ts';
import { UNDEFINED } from './undefined.ts';

export type Run<C> = (context: C) => Value;

export interface Compiled<C> {
  run: Run<C>;
  /** Whether it yields the same in every context. */
  constant: boolean;
}

/** What compiling one text needs and collects. */
export interface Compilation<C> {
  scope: Scope<C>;
  problems: FormulaProblem[];
  names: Set<string>;
}

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

/** A formula's tree as a closure; problems are collected, and what has one yields nothing. */
export function compileNode<C>(node: Node, to: Compilation<C>): Compiled<C> {
  switch (node.kind) {
    case 'constant':
      return constant(node.value);
    case 'name':
      return compileName(node, to);
    case 'attribute':
      return compileAttribute(node, to);
    case 'item':
      return folded([compileNode(node.object, to), compileNode(node.key, to)], ([object, key]) =>
        withTwo(object!, key!, item),
      );
    case 'slice':
      return compileSlice(node, to);
    case 'call':
      return compileCall(node, to);
    case 'filter':
      return compileFilter(node, to);
    case 'test':
      return compileTest(node, to);
    case 'unary':
      return compileUnary(node, to);
    case 'binary':
      return compileBinary(node, to);
    case 'join':
      return compileJoin(node.parts, to);
    case 'logic':
      return compileLogic(node, to);
    case 'comparison':
      return compileComparison(node, to);
    case 'condition':
      return compileCondition(node, to);
    case 'list':
      return compileItems(node.items, to, (items) => items);
    case 'tuple':
      return compileItems(node.items, to, (items) => new PyTuple(items));
    case 'dict':
      return compileItems(node.entries.flat(), to, (items) => new PyDict(pairs(items)));
  }
}

export function constant<C>(value: Value): Compiled<C> {
  return { run: () => value, constant: true };
}

/** Evaluated now where all operands are constant, unless that fails: an error belongs to the row that meets it. */
export function folded<C>(operands: Compiled<C>[], make: (runs: Run<C>[]) => Run<C>): Compiled<C> {
  const run = make(operands.map((operand) => operand.run));
  if (!operands.every((operand) => operand.constant)) return { run, constant: false };
  try {
    return constant(run(undefined as never));
  } catch {
    return { run, constant: false };
  }
}

function withTwo<C>(left: Run<C>, right: Run<C>, apply: (a: Value, b: Value) => Value): Run<C> {
  return (context) => apply(left(context), right(context));
}

function compileName<C>({ name, offset }: NodeOf<'name'>, to: Compilation<C>): Compiled<C> {
  to.names.add(name);
  const run = to.scope.resolve(name);
  if (run) return { run, constant: false };
  const global = GLOBALS.get(name);
  if (global) return constant(global);
  const hint = didYouMean(name, [...to.scope.names(), ...GLOBALS.keys()]);
  to.problems.push({ message: `There is no name ${name} here.`, offset, ...(hint && { hint }) });
  return constant(null);
}

/** Python's own names with two underscores on both sides lead out of any sandbox. */
const INTERNAL = /^__.*__$/;

function compileAttribute<C>({ object, name, offset }: NodeOf<'attribute'>, to: Compilation<C>): Compiled<C> {
  if (INTERNAL.test(name)) to.problems.push({ message: `${name} is out of reach of formulas.`, offset });
  return folded([compileNode(object, to)], ([run]) => (context) => {
    const value = run!(context);
    // The common case, a field of a row, without a detour.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const found = value.pyGet?.(name);
      if (found !== undefined) return found;
    }
    return attribute(value, name);
  });
}

/**
 * A node whose missing name, attribute or item is not an error but UNDEFINED, as `default()` and `is defined` want it.
 */
export function compileLoosely<C>(node: Node, to: Compilation<C>): Compiled<C> {
  switch (node.kind) {
    case 'name':
      return to.scope.resolve(node.name) || GLOBALS.has(node.name)
        ? compileNode(node, to)
        : constant(UNDEFINED);
    case 'attribute':
      return folded([compileLoosely(node.object, to)], ([run]) => (context) => {
        const value = run!(context);
        return value === null ? UNDEFINED : (findAttribute(value, node.name) ?? UNDEFINED);
      });
    case 'item':
      return folded(
        [compileLoosely(node.object, to), compileNode(node.key, to)],
        ([object, key]) =>
          (context) => {
            const value = object!(context);
            return value === null || value === UNDEFINED
              ? UNDEFINED
              : (findItem(value, key!(context)) ?? UNDEFINED);
          },
      );
    default:
      return compileNode(node, to);
  }
}

function compileSlice<C>({ object, edges }: NodeOf<'slice'>, to: Compilation<C>): Compiled<C> {
  const operands = [object, ...edges].map((node) => (node ? compileNode(node, to) : constant<C>(null)));
  return folded(
    operands,
    ([value, start, stop, step]) =>
      (context) =>
        sliceOf(value!(context), start!(context), stop!(context), step!(context)),
  );
}

function compileUnary<C>({ operator, operand }: NodeOf<'unary'>, to: Compilation<C>): Compiled<C> {
  return folded([compileNode(operand, to)], ([run]) => {
    if (operator === 'not') return (context) => !truthy(run!(context));
    if (operator === '-') return (context) => negate(run!(context));
    return (context) => {
      const value = run!(context);
      if (numberOf(value) === undefined)
        throw new FormulaError(`bad operand type for unary +: '${typeName(value)}'.`);
      return value === true ? 1 : value === false ? 0 : value;
    };
  });
}

function compileBinary<C>({ operator, left, right }: NodeOf<'binary'>, to: Compilation<C>): Compiled<C> {
  const apply = operator === '+' ? add : (a: Value, b: Value) => binary(operator, a, b);
  return folded([compileNode(left, to), compileNode(right, to)], ([a, b]) => withTwo(a!, b!, apply));
}

function compileJoin<C>(parts: Node[], to: Compilation<C>): Compiled<C> {
  return folded(
    parts.map((part) => compileNode(part, to)),
    (runs) => (context) => {
      let joined = '';
      for (const run of runs) joined += text(run(context));
      return limitedText(joined);
    },
  );
}

function compileLogic<C>({ operator, left, right }: NodeOf<'logic'>, to: Compilation<C>): Compiled<C> {
  return folded([compileNode(left, to), compileNode(right, to)], ([a, b]) => {
    if (operator === 'and')
      return (context) => {
        const value = a!(context);
        return truthy(value) ? b!(context) : value;
      };
    return (context) => {
      const value = a!(context);
      return truthy(value) ? value : b!(context);
    };
  });
}

function compileComparison<C>({ first, rest }: NodeOf<'comparison'>, to: Compilation<C>): Compiled<C> {
  const operators = rest.map(({ operator }) => operator);
  const operands = [first, ...rest.map(({ operand }) => operand)].map((node) => compileNode(node, to));
  return folded(operands, (runs) => {
    const [a, b] = runs;
    const [operator] = operators;
    if (runs.length === 2) return (context) => holds(operator!, a!(context), b!(context));
    return (context) => {
      let value = a!(context);
      for (const [i, operator] of operators.entries()) {
        const next = runs[i + 1]!(context);
        if (!holds(operator, value, next)) return false;
        value = next;
      }
      return true;
    };
  });
}

function compileCondition<C>({ test, yes, otherwise }: NodeOf<'condition'>, to: Compilation<C>): Compiled<C> {
  const operands = [
    compileNode(test, to),
    compileNode(yes, to),
    otherwise ? compileNode(otherwise, to) : constant<C>(UNDEFINED),
  ];
  return folded(
    operands,
    ([condition, positive, negative]) =>
      (context) =>
        truthy(condition!(context)) ? positive!(context) : negative!(context),
  );
}

function compileItems<C>(nodes: Node[], to: Compilation<C>, make: (items: Value[]) => Value): Compiled<C> {
  return folded(
    nodes.map((node) => compileNode(node, to)),
    (runs) => (context) => make(runs.map((run) => run(context))),
  );
}

function pairs(items: Value[]): [Value, Value][] {
  return items.flatMap((key, i) => (i % 2 === 0 ? [[key, items[i + 1]!] as [Value, Value]] : []));
}

import { PyDict } from '../../python/dict.ts';
import { sliceOf } from '../../python/item.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import type { Node, NodeOf } from '../node.ts';
import { compileCall, compileFilter, compileTest } from './compile-call.ts';
import { compileAttribute, compileItem, compileName, compileNeeded } from './compile-names.ts';
import {
  compileBinary,
  compileComparison,
  compileCondition,
  compileJoin,
  compileLogic,
  compileUnary,
} from './compile-operators.ts';
import { type Compilation, type Compiled, constant, folded } from './compiled.ts';

/** Compiles a formula's tree to a closure. Problems are collected; a node with a problem yields nothing. */
export function compileNode<C>(node: Node, to: Compilation<C>): Compiled<C> {
  switch (node.kind) {
    case 'constant':
      return constant(node.value);
    case 'name':
      return compileName(node, to);
    case 'attribute':
      return compileAttribute(node, to);
    case 'item':
      return compileItem(node, to);
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

function compileSlice<C>({ object, edges }: NodeOf<'slice'>, to: Compilation<C>): Compiled<C> {
  const operands = [object, ...edges].map((node) => (node ? compileNeeded(node, to) : constant<C>(null)));
  return folded(
    operands,
    ([value, start, stop, step]) =>
      (context) =>
        sliceOf(value!(context), start!(context), stop!(context), step!(context)),
  );
}

function compileItems<C>(nodes: Node[], to: Compilation<C>, make: (items: Value[]) => Value): Compiled<C> {
  return folded(
    nodes.map((node) => compileNeeded(node, to)),
    (runs) => (context) => make(runs.map((run) => run(context))),
  );
}

function pairs(items: Value[]): [Value, Value][] {
  return items.flatMap((key, i) => (i % 2 === 0 ? [[key, items[i + 1]!] as [Value, Value]] : []));
}

import { didYouMean } from '../shared/nearest.ts';
import { compileArguments } from './compile-call.ts';
import { compileLoosely } from './compile-names.ts';
import { compileNode } from './compile-node.ts';
import { type Compilation, type Compiled, constant, folded } from './compiled.ts';
import { FILTERS } from './filters.ts';
import type { NodeOf } from './node.ts';
import { TESTS } from './tests.ts';

/** Filters and tests that may be asked about what does not exist. */
const LOOSE = new Set(['default', 'd', 'defined', 'undefined']);

/** `operand | name(…)`. */
export function compileFilter<C>(node: NodeOf<'filter'>, to: Compilation<C>): Compiled<C> {
  const operand = LOOSE.has(node.name) ? compileLoosely(node.operand, to) : compileNode(node.operand, to);
  const given = compileArguments(node.arguments, to);
  const filter = FILTERS.get(node.name);
  if (!filter) return unknown('filter', node, FILTERS.keys(), to);
  const { draw } = to.scope;
  return folded(
    [{ ...operand, constant: operand.constant && given.constant && node.name !== 'random' }],
    ([run]) =>
      (context) =>
        filter(
          run!(context),
          given.positional(context),
          given.keyword(context),
          draw && (() => draw(context)),
        ),
  );
}

/** `operand is name(…)`. */
export function compileTest<C>(node: NodeOf<'test'>, to: Compilation<C>): Compiled<C> {
  const operand = LOOSE.has(node.name) ? compileLoosely(node.operand, to) : compileNode(node.operand, to);
  const given = compileArguments(node.arguments, to);
  const test = TESTS.get(node.name);
  if (!test) return unknown('test', node, TESTS.keys(), to);
  const { negated } = node;
  return folded(
    [{ ...operand, constant: operand.constant && given.constant }],
    ([run]) =>
      (context) =>
        test(run!(context), given.positional(context)) !== negated,
  );
}

function unknown<C>(
  kind: string,
  { name, offset }: { name: string; offset: number },
  known: Iterable<string>,
  to: Compilation<C>,
): Compiled<C> {
  const hint = didYouMean(name, known);
  to.problems.push({ message: `There is no ${kind} ${name}.`, offset, ...(hint && { hint }) });
  return constant(null);
}

import { didYouMean } from '../shared/nearest.ts';
import { compileArguments } from './compile-call.ts';
import { compileLoosely } from './compile-names.ts';
import { type Compilation, type Compiled, constant, folded } from './compiled.ts';
import type { NodeOf } from './node.ts';

/** Filters and tests whose operand may be missing. */
const LOOSE = new Set(['default', 'd', 'defined', 'undefined']);

/** `operand | name(…)`. */
export function compileFilter<C>(node: NodeOf<'filter'>, to: Compilation<C>): Compiled<C> {
  const operand = LOOSE.has(node.name) ? compileLoosely(node.operand, to) : to.compile(node.operand);
  const given = compileArguments(node.arguments, to);
  const filter = to.environment.filters.get(node.name);
  if (!filter) return unknown('filter', node, to.environment.filters.keys(), to);
  const { draw } = to.scope;
  return folded(
    [{ ...operand, constant: operand.constant && given.constant && node.name !== 'random' }],
    ([run]) =>
      (context) =>
        filter(
          run!(context),
          given.positional(context),
          given.keyword(context),
          draw ? { ...to.environment, draw: () => draw(context) } : to.environment,
        ),
  );
}

/** `operand is name(…)`. */
export function compileTest<C>(node: NodeOf<'test'>, to: Compilation<C>): Compiled<C> {
  const operand = LOOSE.has(node.name) ? compileLoosely(node.operand, to) : to.compile(node.operand);
  const given = compileArguments(node.arguments, to);
  const test = to.environment.tests.get(node.name);
  if (!test) return unknown('test', node, to.environment.tests.keys(), to);
  const { negated } = node;
  return folded(
    [{ ...operand, constant: operand.constant && given.constant }],
    ([run]) =>
      (context) =>
        test(run!(context), given.positional(context), to.environment) !== negated,
  );
}

function unknown<C>(
  kind: string,
  { name, offset }: { name: string; offset: number },
  known: Iterable<string>,
  to: Compilation<C>,
): Compiled<C> {
  const hint = didYouMean(name, known);
  to.problems.push({ message: `Unknown ${kind} \`${name}\`.`, offset, ...(hint && { hint }) });
  return constant(null);
}

import { call, callMethod } from '../../python/attribute.ts';
import { PyDict } from '../../python/dict.ts';
import { NO_KEYWORDS } from '../../python/function.ts';
import { itemsOf } from '../../python/sequence.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Arguments, NodeOf } from '../node.ts';
import { checkName, compileLoosely, compileNeeded } from './compile-names.ts';
import { type Compilation, type Compiled, constant, folded, type Run } from './compiled.ts';

interface CompiledArguments<C> {
  positional(context: C): Value[];
  keyword(context: C): Record<string, Value>;
  constant: boolean;
}

/** `callee(…)`; a method is called without creating a bound method first. */
export function compileCall<C>(
  { callee, arguments: given }: NodeOf<'call'>,
  to: Compilation<C>,
): Compiled<C> {
  const own = callee.kind === 'name' && to.scope.compileCall?.(callee.name, given);
  if (own) return { run: own, constant: false };
  const { positional, keyword, constant } = compileArguments(given, to);
  if (callee.kind === 'attribute') {
    const { name } = callee;
    const object = compileNeeded(callee.object, to);
    checkName(callee, to);
    // Methods of plain values have no side effects; an object of a plugin may.
    return folded(
      [{ ...object, constant: object.constant && constant }],
      ([run]) =>
        (context) =>
          callMethod(run!(context), name, positional(context), keyword(context)),
    );
  }
  const { run } = compileNeeded(callee, to);
  const name = callee.kind === 'name' ? callee.name : 'This';
  return {
    constant: false,
    run: (context) => call(run(context), positional(context), keyword(context), name),
  };
}

/** The arguments of a call, a filter, or a test. */
function compileArguments<C>(given: Arguments, to: Compilation<C>): CompiledArguments<C> {
  const positional = given.positional.map((node) => compileNeeded(node, to));
  const keyword = given.keyword.map(({ name, value }) => ({ name, ...compileNeeded(value, to) }));
  const spread = given.spread && to.compile(given.spread);
  const keywordSpread = given.keywordSpread && to.compile(given.keywordSpread);
  return {
    positional: positionalOf(
      positional.map(({ run }) => run),
      spread?.run,
    ),
    keyword: keywordOf(keyword, keywordSpread?.run),
    constant: [...positional, ...keyword, spread, keywordSpread].every((part) => part?.constant ?? true),
  };
}

function positionalOf<C>(runs: Run<C>[], spread: Run<C> | undefined): (context: C) => Value[] {
  if (spread) return (context) => [...runs.map((run) => run(context)), ...itemsOf(spread(context))];
  const [first] = runs;
  // Most calls have few arguments, and `map` would dominate their run time.
  if (!first) return () => [];
  if (runs.length === 1) return (context) => [first(context)];
  return (context) => runs.map((run) => run(context));
}

function keywordOf<C>(
  given: { name: string; run: Run<C> }[],
  spread: Run<C> | undefined,
): (context: C) => Record<string, Value> {
  if (given.length === 0 && !spread) return () => NO_KEYWORDS;
  return (context) => {
    // No prototype, so that no name reaches JavaScript's own properties.
    const keyword: Record<string, Value> = Object.create(null);
    for (const { name, run } of given) keyword[name] = run(context);
    if (spread) Object.assign(keyword, spreadKeywords(spread(context)));
    return keyword;
  };
}

function spreadKeywords(value: Value): Record<string, Value> {
  if (!(value instanceof PyDict)) throw new FormulaError('The value after ** must be a dict.');
  return Object.fromEntries(value.entries().map(([key, item]) => [String(key), item]));
}

/** Filters and tests whose operand may be missing. */
const LOOSE = new Set(['default', 'd', 'defined', 'undefined']);

/** `operand | name(…)`. */
export function compileFilter<C>(node: NodeOf<'filter'>, to: Compilation<C>): Compiled<C> {
  const operand = LOOSE.has(node.name) ? compileLoosely(node.operand, to) : to.compile(node.operand);
  const given = compileArguments(node.arguments, to);
  const filter = to.environment.filters.get(node.name);
  if (!filter) return unknown('filter', node, to.environment.filters.keys(), to);
  const { draw } = to.scope;
  // One environment for all calls, of which each sets the context: a filter uses it only while it runs.
  let current: C;
  const environment = draw ? { ...to.environment, draw: () => draw(current) } : to.environment;
  return folded(
    [{ ...operand, constant: operand.constant && given.constant && node.name !== 'random' }],
    ([run]) =>
      (context) => {
        const value = run!(context);
        const positional = given.positional(context);
        const keyword = given.keyword(context);
        current = context;
        return filter(value, positional, keyword, environment);
      },
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

import { attribute, findAttribute } from '../../python/attribute.ts';
import { findItem, item } from '../../python/item.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { Node, NodeOf } from '../node.ts';
import type { Scope } from '../scope.ts';
import { UNDEFINED, Undefined } from '../undefined.ts';
import { type Compilation, type Compiled, constant, folded, withTwo } from './compiled.ts';

/** A name; an unknown one is empty if the scope allows it. */
export function compileName<C>(node: NodeOf<'name'>, to: Compilation<C>): Compiled<C> {
  return nameIn(node, to, to.scope.missing);
}

/** A part that a formula needs: its operand, callee, or argument. A name must be known here. */
export function compileNeeded<C>(node: Node, to: Compilation<C>): Compiled<C> {
  return node.kind === 'name' ? nameIn(node, to, undefined) : to.compile(node);
}

function nameIn<C>(
  { name, offset }: NodeOf<'name'>,
  to: Compilation<C>,
  missing: Scope<C>['missing'],
): Compiled<C> {
  to.names.add(name);
  const run = to.scope.resolve(name);
  if (run) return { run, constant: false };
  const global = to.environment.globals.get(name);
  if (global) return constant(global);
  const hint =
    to.scope.hint?.(name) ?? didYouMean(name, [...to.scope.names(), ...to.environment.globals.keys()]);
  const unknown = { kind: 'name' as const, name };
  const problem = { message: `Unknown name \`${name}\`.`, offset, unknown, ...(hint && { hint }) };
  if (missing?.(problem)) return constant(new Undefined(problem));
  to.problems.push(problem);
  return constant(null);
}

export function compileAttribute<C>(node: NodeOf<'attribute'>, to: Compilation<C>): Compiled<C> {
  const { name } = node;
  checkName(node, to);
  const { missing } = to.scope;
  return folded([compileNeeded(node.object, to)], ([run]) => (context) => {
    const value = run!(context);
    // Fast path for the common case, a field of a row.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const found = value.pyGet?.(name);
      if (found !== undefined) return found;
    }
    return missing
      ? (findAttribute(value, name) ?? lacking(value, () => attribute(value, name), missing))
      : attribute(value, name);
  });
}

/** `object[key]`. */
export function compileItem<C>({ object, key }: NodeOf<'item'>, to: Compilation<C>): Compiled<C> {
  const { missing } = to.scope;
  return folded([compileNeeded(object, to), compileNeeded(key, to)], ([of, at]) =>
    withTwo(
      of!,
      at!,
      missing
        ? (value, key) => findItem(value, key) ?? lacking(value, () => item(value, key), missing)
        : item,
    ),
  );
}

/** Returns an empty value if the scope allows it; otherwise throws the error that says what is missing. */
function lacking<C>(value: Value, strictly: () => Value, missing: NonNullable<Scope<C>['missing']>): Value {
  try {
    return strictly();
  } catch (error) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && value.pyStrict) throw error;
    const [problem] = error instanceof FormulaError ? error.problems : [];
    if (problem && missing(problem)) return new Undefined(problem);
    throw error;
  }
}

/** Python's dunder names would lead out of the sandbox. */
export function checkName<C>({ name, offset }: NodeOf<'attribute'>, to: Compilation<C>): void {
  if (/^__.*__$/.test(name)) to.problems.push({ message: `Formulas can't access ${name}.`, offset });
}

/**
 * A node whose missing name, attribute, or item yields UNDEFINED instead of an error, as `default()` and `is defined`
 * need. The object of the attribute or item must exist.
 */
export function compileLoosely<C>(node: Node, to: Compilation<C>): Compiled<C> {
  // Resolved only once: plugins count the places that name them.
  if (node.kind === 'name') return nameIn(node, to, () => true);
  if (node.kind === 'attribute') {
    checkName(node, to);
    return folded([to.compile(node.object)], ([run]) => (context) => {
      const value = run!(context);
      return value === null ? UNDEFINED : (findAttribute(value, node.name) ?? UNDEFINED);
    });
  }
  if (node.kind === 'item') {
    return folded([to.compile(node.object), to.compile(node.key)], ([object, key]) => (context) => {
      const value = object!(context);
      return value === null ? UNDEFINED : (findItem(value, key!(context)) ?? UNDEFINED);
    });
  }
  return to.compile(node);
}

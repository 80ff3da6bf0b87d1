import { didYouMean } from '../../nearest.ts';
import { attribute, findAttribute } from '../values/attribute.ts';
import { findItem } from '../values/item.ts';
import { compileNode } from './compile-node.ts';
import { type Compilation, type Compiled, constant, folded } from './compiled.ts';
import { GLOBALS } from './globals.ts';
import type { Node, NodeOf } from './node.ts';
import { UNDEFINED } from './undefined.ts';

export function compileName<C>({ name, offset }: NodeOf<'name'>, to: Compilation<C>): Compiled<C> {
  to.names.add(name);
  const run = to.scope.resolve(name);
  if (run) return { run, constant: false };
  const global = GLOBALS.get(name);
  if (global) return constant(global);
  const hint = didYouMean(name, [...to.scope.names(), ...GLOBALS.keys()]);
  to.problems.push({ message: `There is no name ${name} here.`, offset, ...(hint && { hint }) });
  return constant(null);
}

export function compileAttribute<C>(node: NodeOf<'attribute'>, to: Compilation<C>): Compiled<C> {
  const { name } = node;
  checkName(node, to);
  return folded([compileNode(node.object, to)], ([run]) => (context) => {
    const value = run!(context);
    // The common case, a field of a row, without a detour.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const found = value.pyGet?.(name);
      if (found !== undefined) return found;
    }
    return attribute(value, name);
  });
}

/** Python's own names with two underscores on both sides lead out of any sandbox. */
export function checkName<C>({ name, offset }: NodeOf<'attribute'>, to: Compilation<C>): void {
  if (/^__.*__$/.test(name)) to.problems.push({ message: `${name} is out of reach of formulas.`, offset });
}

/**
 * A node whose missing name, attribute or item is not an error but UNDEFINED, as `default()` and `is defined` want it;
 * what the attribute or item is asked of must exist.
 */
export function compileLoosely<C>(node: Node, to: Compilation<C>): Compiled<C> {
  if (node.kind === 'name' && !to.scope.resolve(node.name) && !GLOBALS.has(node.name))
    return constant(UNDEFINED);
  if (node.kind === 'attribute') {
    checkName(node, to);
    return folded([compileNode(node.object, to)], ([run]) => (context) => {
      const value = run!(context);
      return value === null ? UNDEFINED : (findAttribute(value, node.name) ?? UNDEFINED);
    });
  }
  if (node.kind === 'item') {
    return folded([compileNode(node.object, to), compileNode(node.key, to)], ([object, key]) => (context) => {
      const value = object!(context);
      return value === null ? UNDEFINED : (findItem(value, key!(context)) ?? UNDEFINED);
    });
  }
  return compileNode(node, to);
}

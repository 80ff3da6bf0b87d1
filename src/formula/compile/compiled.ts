import type { Value } from '../../python/value.ts';
import type { FormulaProblem } from '../../shared/formula-error.ts';
import type { Environment } from '../environment.ts';
import type { Node } from '../node.ts';
import type { Scope } from '../scope.ts';

export type Run<C> = (context: C) => Value;

/** A part of a formula as a closure. */
export interface Compiled<C> {
  run: Run<C>;
  /** True if it yields the same value in every context. */
  constant: boolean;
}

/** What compiling one text needs and collects. */
export interface Compilation<C> {
  scope: Scope<C>;
  environment: Environment;
  /** Compiles a node of any kind; each kind compiles its parts with it. */
  compile(node: Node): Compiled<C>;
  problems: FormulaProblem[];
  names: Set<string>;
}

export function withTwo<C>(left: Run<C>, right: Run<C>, apply: (a: Value, b: Value) => Value): Run<C> {
  return (context) => apply(left(context), right(context));
}

export function constant<C>(value: Value): Compiled<C> {
  return { run: () => value, constant: true };
}

/** Evaluates now if all operands are constant, unless that fails: the error belongs to the row that runs into it. */
export function folded<C>(operands: Compiled<C>[], make: (runs: Run<C>[]) => Run<C>): Compiled<C> {
  const run = make(operands.map((operand) => operand.run));
  if (!operands.every((operand) => operand.constant)) return { run, constant: false };
  try {
    return constant(run(undefined as never));
  } catch {
    return { run, constant: false };
  }
}

import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import type { FormulaProblem } from '../shared/formula-error.ts';
import type { Arguments } from './node.ts';

/** Resolves the names of a formula at compile time. C is the run-time context. */
export interface Scope<C> {
  resolve(name: string): ((context: C) => Value) | undefined;
  /** All known names, for suggestions. */
  names(): Iterable<string>;
  /** A hint for a missing name that is better than the nearest names. */
  hint?(name: string): string | undefined;
  /** True if a missing name or attribute may be empty, as in Jinja; the callee warns the user. */
  missing?(problem: FormulaProblem): boolean;
  /** Compiles a call of a function that needs its arguments before run time; undefined for any other function. */
  compileCall?(name: string, given: Arguments): ((context: C) => Value) | undefined;
  /** Random numbers for `| random`; without them, the filter is refused. */
  draw?(context: C): Draw;
}

import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import type { FormulaProblem } from '../shared/formula-error.ts';
import type { Arguments } from './node.ts';

/** Names of a formula, resolved while it is compiled. C is the run-time context. */
export interface Scope<C> {
  resolve(name: string): ((context: C) => Value) | undefined;
  /** All names there are, for the nearest one to a misspelt name. */
  names(): Iterable<string>;
  /** What to do about a name that is missing, where more is known than the nearest names. */
  hint?(name: string): string | undefined;
  /** Whether what is asked for and not there may stand for nothing, as it does in Jinja; who says so tells the user. */
  missing?(problem: FormulaProblem): boolean;
  /** Compiles a call of a function that has to see its arguments before anything runs; undefined where it is none. */
  compileCall?(name: string, given: Arguments): ((context: C) => Value) | undefined;
  /** Chance for `| random`; a formula that wants it without this is refused. */
  draw?(context: C): Draw;
}

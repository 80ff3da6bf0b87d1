import { bind } from '../../python/function.ts';
import { whole } from '../../python/numbers/arithmetic.ts';
import { numberOf } from '../../python/numbers/float.ts';
import { PyInt, wholeOf } from '../../python/numbers/int.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { BlockFunction, Evaluate } from '../compile/compile-context.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';

/** Arguments in the order of a function's parameters; undefined if not given. */
type BoundArguments = readonly (Value | undefined)[];

/** What a function can use in addition to its arguments; random numbers come from `run.draw`. */
export interface CallContext {
  run: RunContext;
  row: Row;
  /** Identifies the value, for permutations that outlive one stream. */
  name: string;
}

/** A function of evaluated arguments, as a block (`f: {a: 1}`) or in a formula (`f(a=1)`). */
export interface EagerFunction {
  parameters: readonly string[];
  /** The number of required arguments. */
  required?: number;
  /** Called when a formula that uses it is compiled. */
  inFormula?(run: RunContext): void;
  call(args: BoundArguments, context: CallContext): Value;
}

/** The block form of an eager function: its arguments are compiled once and bound by name. */
export function asBlock(name: string, eager: EagerFunction): BlockFunction {
  return (args, context) => {
    const { run } = context;
    const evaluators: (Evaluate | undefined)[] = args.positional.map((expression) =>
      context.compile(expression),
    );
    if (evaluators.length > eager.parameters.length) {
      const takes =
        eager.parameters.length > 0 ? `takes ${eager.parameters.join(', ')}` : 'takes no arguments';
      context.problem(`\`${name}\` ${takes}; ${evaluators.length} were given.`);
    }
    for (const argument of args.named) {
      const index = eager.parameters.indexOf(argument.name);
      if (index >= 0) evaluators[index] = context.compile(argument.value);
      else {
        const hint =
          didYouMean(argument.name, eager.parameters) ?? `It takes ${eager.parameters.join(', ') || 'none'}.`;
        context.problem(`\`${name}\` has no argument \`${argument.name}\`.`, argument.place, hint);
      }
    }
    const missing = eager.parameters.slice(0, eager.required ?? 0).filter((_, i) => !evaluators[i]);
    if (missing.length > 0) context.problem(`\`${name}\` needs ${missing.join(' and ')}.`);
    // One object for all calls: functions don't keep their context.
    const at = { run, row: run.nowhere, name: context.name };
    return (row) => {
      const values = evaluators.map((evaluate) => evaluate?.(row));
      at.row = row;
      return eager.call(values, at);
    };
  };
}

/** The formula form: a function bound to its row. */
export class BoundFunction implements PyObject {
  readonly #name: string;
  readonly #eager: EagerFunction;
  readonly #context: CallContext;

  constructor(name: string, eager: EagerFunction, context: CallContext) {
    this.#name = name;
    this.#eager = eager;
    this.#context = context;
  }

  pyText(): string {
    return `<function ${this.#name}>`;
  }

  pyCall(positional: Value[], keyword: Record<string, Value>): Value {
    const { parameters, required } = this.#eager;
    return this.#eager.call(bind(this.#name, parameters, positional, keyword, required), this.#context);
  }
}

/** Returns an argument that must be a number. */
export function numberArgument(value: Value | undefined, what: string): number {
  // As in Python, where true is 1.
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : numberOf(value ?? null);
  if (number !== undefined && Number.isFinite(number)) return number;
  throw new FormulaError(`${what} must be a number.`);
}

/** Returns an argument that must be a whole number, of any size; cuts off a fraction. */
export function wholeArgument(value: Value | undefined, what: string): number | PyInt {
  if (value instanceof PyInt) return value;
  const exact = typeof value === 'string' ? wholeOf(value) : undefined;
  return exact ?? whole(Math.trunc(numberArgument(value, what)));
}

/** A mistake in a recipe that is found only at run time. */
export function fail(message: string, hint?: string): never {
  throw new FormulaError(message, hint);
}

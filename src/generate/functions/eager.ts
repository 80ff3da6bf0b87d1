import { bind } from '../../python/arguments.ts';
import { whole } from '../../python/arithmetic.ts';
import { numberOf } from '../../python/float.ts';
import { PyInt, wholeOf } from '../../python/int.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { BlockFunction, Evaluate } from '../compile-context.ts';
import type { Row } from '../row.ts';
import type { RunContext } from '../run-context.ts';

/** Arguments in the order of a function's parameters; undefined where none was given. */
export type BoundArguments = readonly (Value | undefined)[];

/** What a function may use beside its arguments; chance comes from `run.draw`. */
export interface CallContext {
  run: RunContext;
  row: Row;
  /** Identifies the value that is being made, for permutations that outlive one stream. */
  name: string;
}

/** A function that is given its arguments' values, as a block (`f: {a: 1}`) or in a formula (`f(a=1)`). */
export interface EagerFunction {
  parameters: readonly string[];
  /** How many of them must be given. */
  required?: number;
  /** Told when a formula that names it is compiled. */
  inFormula?(run: RunContext): void;
  call(args: BoundArguments, context: CallContext): Value;
}

/** The block form of an eager function: arguments are compiled once and bound by name. */
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
    // One object for all calls: a function does not keep its context.
    const at = { run, row: run.nowhere, name: context.name };
    return (row) => {
      const values = evaluators.map((evaluate) => evaluate?.(row));
      at.row = row;
      return eager.call(values, at);
    };
  };
}

/** The formula form: a function that knows the row it is called for. */
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

/** A number that an argument must be. */
export function numberArgument(value: Value | undefined, what: string): number {
  // As in Python, where true is 1.
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : numberOf(value ?? null);
  if (number !== undefined && Number.isFinite(number)) return number;
  throw new FormulaError(`${what} must be a number.`);
}

/** A whole number of any size that an argument must be; a fraction is cut off. */
export function wholeArgument(value: Value | undefined, what: string): number | PyInt {
  if (value instanceof PyInt) return value;
  const exact = typeof value === 'string' ? wholeOf(value) : undefined;
  return exact ?? whole(Math.trunc(numberArgument(value, what)));
}

/** A mistake in a recipe that shows only at run time. */
export function fail(message: string, hint?: string): never {
  throw new FormulaError(message, hint);
}

import { FormulaError } from '../shared/formula-error.ts';
import { type PyType, pyType } from './type.ts';
import type { PyObject, Value } from './value.ts';

const FUNCTION = pyType('builtin_function_or_method', {}, {});

/** A function that formulas call by name. */
export class PyFunction implements PyObject {
  readonly name: string;
  readonly pyCall: (positional: Value[], keyword: Record<string, Value>) => Value;

  constructor(name: string, call: (positional: Value[], keyword: Record<string, Value>) => Value) {
    this.name = name;
    this.pyCall = call;
  }

  get pyType(): PyType {
    return FUNCTION;
  }

  pyText(): string {
    return `<built-in function ${this.name}>`;
  }
}

/** No keyword arguments. */
export const NO_KEYWORDS: Record<string, Value> = Object.freeze(Object.create(null));

/**
 * Returns positional and keyword arguments in the order of a function's parameters, undefined where not given; fails
 * as Python does for too many, unknown, or missing arguments.
 */
export function bind(
  name: string,
  parameters: readonly string[],
  positional: readonly Value[],
  keyword: Record<string, Value>,
  required = 0,
): readonly (Value | undefined)[] {
  if (positional.length > parameters.length)
    throw new FormulaError(
      `${name}() takes ${parameters.length} arguments but ${positional.length} were given.`,
    );
  const bound: (Value | undefined)[] = positional.slice();
  for (const key in keyword) {
    const index = parameters.indexOf(key);
    if (index < 0)
      throw new FormulaError(
        `${name}() has no argument ${key}.`,
        parameters.length > 0 ? `It takes ${parameters.join(', ')}.` : undefined,
      );
    if (bound[index] !== undefined) throw new FormulaError(`${name}() got ${key} twice.`);
    bound[index] = keyword[key];
  }
  const missing = parameters.slice(0, required).filter((_, i) => bound[i] === undefined);
  if (missing.length > 0) throw new FormulaError(`${name}() needs ${missing.join(' and ')}.`);
  return bound;
}

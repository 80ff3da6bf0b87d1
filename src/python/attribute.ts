import { FormulaError } from '../shared/formula-error.ts';
import { didYouMean } from '../shared/nearest.ts';
import { listed } from '../shared/quote.ts';
import { equals } from './compare.ts';
import { NO_KEYWORDS } from './function.ts';
import { FLOAT } from './numbers/float.ts';
import { INT } from './numbers/int.ts';
import { stringType } from './strings/string-methods.ts';
import { type Method, type PyType, pyType, typeName } from './type.ts';
import type { PyObject, Value } from './value.ts';

const STRING = stringType(attribute);

/** The methods of a list that don't change it; formulas never change values. */
const LIST = pyType<Value[]>(
  'list',
  {},
  {
    count: (self, [wanted]) => self.filter((item) => equals(item, wanted ?? null)).length,
    index: (self, [wanted]) => {
      const index = self.findIndex((item) => equals(item, wanted ?? null));
      if (index < 0) throw new FormulaError("The value isn't in the list.");
      return index;
    },
    copy: (self) => [...self],
    append: refuse('append', '+ [item]'),
    extend: refuse('extend', '+ other'),
    sort: refuse('sort', '| sort'),
    reverse: refuse('reverse', '[::-1]'),
  },
);

function refuse(name: string, instead: string) {
  return (): Value => {
    throw new FormulaError(`A formula can't change a list with .${name}().`, `Write list ${instead}.`);
  };
}

function typeOf(value: Value): PyType | undefined {
  if (typeof value === 'string') return STRING;
  if (value === null) return undefined;
  if (typeof value === 'boolean') return INT;
  if (typeof value === 'number') return Number.isInteger(value) ? INT : FLOAT;
  return Array.isArray(value) ? LIST : value.pyType;
}

/** `value.name`, or undefined if it is missing; methods are bound to their value. */
export function findAttribute(value: Value, name: string): Value | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const own = value.pyGet?.(name);
    if (own !== undefined) return own;
  }
  const type = typeOf(value);
  const getter = type?.attributes.get(name);
  if (getter) return getter(value as never);
  const method = type?.methods.get(name);
  return method && new BoundMethod(value, name, method);
}

/** `value.name`; fails with the nearest names if it is missing. */
export function attribute(value: Value, name: string): Value {
  const found = findAttribute(value, name);
  if (found === undefined) throw noAttribute(value, name);
  return found;
}

/** `value.name(…)`, without creating a bound method. */
export function callMethod(
  value: Value,
  name: string,
  positional: Value[],
  keyword: Record<string, Value> = NO_KEYWORDS,
): Value {
  const method = typeOf(value)?.methods.get(name);
  return method
    ? method(value as never, positional, keyword)
    : call(attribute(value, name), positional, keyword, name);
}

/** `callee(…)`. */
export function call(
  callee: Value,
  positional: Value[],
  keyword: Record<string, Value>,
  name: string,
): Value {
  if (typeof callee === 'object' && callee !== null && !Array.isArray(callee) && callee.pyCall)
    return callee.pyCall(positional, keyword);
  throw new FormulaError(`${name} can't be called; it is of type ${typeName(callee)}.`);
}

function noAttribute(value: Value, name: string): FormulaError {
  const type = typeOf(value);
  const own =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value.pyNames?.() : undefined;
  const known = [...(own ?? []), ...(type?.attributes.keys() ?? []), ...(type?.methods.keys() ?? [])];
  const names = own && [...own].length > 0 ? `It has ${listed([...own])}.` : undefined;
  return new FormulaError(`${typeName(value)} has no attribute ${name}.`, didYouMean(name, known) ?? names);
}

/** A method that is bound to its value. */
class BoundMethod implements PyObject {
  readonly #self: Value;
  readonly #name: string;
  readonly #method: Method<never>;

  constructor(self: Value, name: string, method: Method<never>) {
    this.#self = self;
    this.#name = name;
    this.#method = method;
  }

  pyText(): string {
    return `<built-in method ${this.#name} of ${typeName(this.#self)} object>`;
  }

  pyCall(positional: Value[], keyword: Record<string, Value>): Value {
    return this.#method(this.#self as never, positional, keyword);
  }
}

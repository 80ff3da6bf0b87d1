import type { PyObject, Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';

/** The filters, tests, and functions of formulas by name; a filter such as `map` finds others here. */
export interface Environment {
  filters: ReadonlyMap<string, Filter>;
  tests: ReadonlyMap<string, Test>;
  /** Functions, for names that nothing else claims. */
  globals: ReadonlyMap<string, PyObject>;
  /** Chance for the filter that wants it. */
  draw?: (() => Draw) | undefined;
}

/** What follows `|`. */
export type Filter = (
  value: Value,
  positional: Value[],
  keyword: Record<string, Value>,
  environment: Environment,
) => Value;

/** What follows `is`. */
export type Test = (value: Value, given: Value[], environment: Environment) => boolean;

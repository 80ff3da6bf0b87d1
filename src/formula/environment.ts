import type { PyObject, Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';

/** The filters, tests, and functions of formulas by name; filters such as `map` look up others here. */
export interface Environment {
  filters: ReadonlyMap<string, Filter>;
  tests: ReadonlyMap<string, Test>;
  /** Functions; any other meaning of a name takes precedence. */
  globals: ReadonlyMap<string, PyObject>;
  /** Random numbers for the filter that needs them. */
  draw?: (() => Draw) | undefined;
}

/** A filter, after `|`. */
export type Filter = (
  value: Value,
  positional: Value[],
  keyword: Record<string, Value>,
  environment: Environment,
) => Value;

/** A test, after `is`. */
export type Test = (value: Value, given: Value[], environment: Environment) => boolean;

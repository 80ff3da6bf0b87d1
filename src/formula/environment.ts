import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';

/** The filters and tests of formulas by name; a filter such as `map` applies others by it. */
export interface Environment {
  filters: ReadonlyMap<string, Filter>;
  tests: ReadonlyMap<string, Test>;
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

/**
 * What a formula or a function block can yield. Integers and fractions are JavaScript numbers; a Python float that
 * happens to be whole is a PyFloat, so that `10 / 2` prints `5.0` as recipes expect.
 */
export type Value = null | boolean | number | string | Value[] | PyObject;

/** A value with behaviour: a row, a date, a company, a plugin's result, a function. */
export interface PyObject {
  /** How it stands in a cell and inside a text. */
  pyText(): string;
  /** An attribute, or undefined where there is none. */
  pyGet?(name: string): Value | undefined;
  /** The attributes there are, for the nearest name in an error. */
  pyNames?(): Iterable<string>;
  pyCall?(positional: Value[], keyword: Record<string, Value>): Value;
}

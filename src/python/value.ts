import type { PyType } from './type.ts';

/**
 * A value of a formula or a function block. Integers and fractions are JavaScript numbers; a Python float that
 * happens to be whole is a PyFloat, so that `10 / 2` prints `5.0`, as recipes expect.
 */
export type Value = null | boolean | number | string | Value[] | PyObject;

/** The arithmetic that an object can take part in. */
export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** A value with behavior: a row, a date, a company, a plugin's result, a function. */
export interface PyObject {
  /** Python's `str()`: how it appears inside a text. Cells differ only as cell.ts says. */
  pyText(): string;
  /** Returns an attribute, or undefined if it is missing. */
  pyGet?(name: string): Value | undefined;
  /** True if a missing attribute is an error even where Jinja would accept it. */
  readonly pyStrict?: true;
  /** The known attributes, for suggestions in errors. */
  pyNames?(): Iterable<string>;
  pyCall?(positional: Value[], keyword: Record<string, Value>): Value;

  /** Its Python type: a name for messages, and the attributes and methods that all values of its kind share. */
  readonly pyType?: PyType;
  /** Python's `repr()`: how it appears inside a list; by default, its text. */
  pyRepr?(): string;
  /** Its truth as a condition; true by default. */
  pyTruthy?(): boolean;
  pyEquals?(other: Value): boolean;
  /** Compares for sorting: negative, zero, or positive; undefined if they have no order. */
  pyCompare?(other: Value): number | undefined;
  /**
   * Returns the result of an operator, or undefined if it has none; `reflected` if the object is the right operand.
   */
  pyBinary?(operator: Operator, other: Value, reflected: boolean): Value | undefined;
  pyNegate?(): Value;
  /** `object[key]`, or undefined if there is no such key. */
  pyItem?(key: Value): Value | undefined;
  pyItems?(): readonly Value[];
  pyContains?(item: Value): boolean;
  /** Seconds east of UTC, if it can be used as a time zone. */
  pyOffset?(): number;
}

import type { PyType } from './type.ts';

/**
 * What a formula or a function block can yield. Integers and fractions are JavaScript numbers; a Python float that
 * happens to be whole is a PyFloat, so that `10 / 2` prints `5.0` as recipes expect.
 */
export type Value = null | boolean | number | string | Value[] | PyObject;

/** The arithmetic that an object can take part in. */
export type Operator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

/** A value with behaviour: a row, a date, a company, a plugin's result, a function. */
export interface PyObject {
  /** How it stands inside a text, which is Python's `str()`; a cell differs only where cell.ts says so. */
  pyText(): string;
  /** An attribute, or undefined where there is none. */
  pyGet?(name: string): Value | undefined;
  /** Whether a missing attribute is an error even where Jinja would put up with it. */
  readonly pyStrict?: true;
  /** The attributes there are, for the nearest name in an error. */
  pyNames?(): Iterable<string>;
  pyCall?(positional: Value[], keyword: Record<string, Value>): Value;

  /** Its Python type: a name for messages, and attributes and methods shared by all of its kind. */
  readonly pyType?: PyType;
  /** How it stands inside a list, which is Python's `repr()`; its text where absent. */
  pyRepr?(): string;
  /** Whether a condition takes it for true; it does where this is absent. */
  pyTruthy?(): boolean;
  pyEquals?(other: Value): boolean;
  /** Negative, zero or positive as it sorts before, with or after the other; undefined where they have no order. */
  pyCompare?(other: Value): number | undefined;
  /** The result of an operator, or undefined where it has none; `reflected` when it stands on the right. */
  pyBinary?(operator: Operator, other: Value, reflected: boolean): Value | undefined;
  pyNegate?(): Value;
  /** `object[key]`, or undefined where there is no such key. */
  pyItem?(key: Value): Value | undefined;
  pyItems?(): readonly Value[];
  pyContains?(item: Value): boolean;
  /** Seconds east of UTC, of what can be a time zone. */
  pyOffset?(): number;
}

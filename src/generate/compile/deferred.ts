import { text } from '../../python/text.ts';
import type { Operator, PyObject, Value } from '../../python/value.ts';

/** A function in a formula whose parentheses are optional: `fake.first_name`, `unique_id`. */
export class Deferred implements PyObject {
  readonly #call: (positional: Value[], keyword: Record<string, Value>) => Value;

  constructor(call: (positional: Value[], keyword: Record<string, Value>) => Value) {
    this.#call = call;
  }

  pyCall(positional: Value[], keyword: Record<string, Value>): Value {
    return this.#call(positional, keyword);
  }

  /** Its value if it is the whole formula. */
  value(): Value {
    return this.#call([], {});
  }

  pyText(): string {
    return text(this.value());
  }

  pyBinary(operator: Operator, other: Value, reflected: boolean): Value | undefined {
    if (operator !== '+' || typeof other !== 'string') return undefined;
    return reflected ? other + this.pyText() : this.pyText() + other;
  }
}

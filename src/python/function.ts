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

import { pyType } from '../python/type.ts';
import type { PyObject, Value } from '../python/value.ts';
import { FormulaError, type FormulaProblem } from '../shared/formula-error.ts';

const TYPE = pyType('Undefined', {}, {});

/**
 * Jinja's undefined value: empty as text, false as a condition, equal to another one. Any other use fails with the
 * problem that says what is missing.
 */
export class Undefined implements PyObject {
  readonly pyType = TYPE;
  readonly problem: FormulaProblem | undefined;

  constructor(problem?: FormulaProblem) {
    this.problem = problem;
  }

  pyText(): string {
    return '';
  }

  pyTruthy(): boolean {
    return false;
  }

  pyEquals(other: Value): boolean {
    return isUndefined(other);
  }

  pyItems(): readonly Value[] {
    return [];
  }

  pyGet(): undefined {
    return this.#fail();
  }

  pyItem(): undefined {
    return this.#fail();
  }

  pyBinary(): undefined {
    return this.#fail();
  }

  pyNegate(): Value {
    return this.#fail() ?? null;
  }

  pyCompare(): undefined {
    return this.#fail();
  }

  #fail(): undefined {
    if (this.problem) throw new FormulaError(this.problem);
  }
}

/** An undefined value without a misspelling: a false condition without `else`, the first item of an empty list. */
export const UNDEFINED = new Undefined();

export function isUndefined(value: Value): value is Undefined {
  return value instanceof Undefined;
}

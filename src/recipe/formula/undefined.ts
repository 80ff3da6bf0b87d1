import type { PyObject, Value } from '../value.ts';
import { pyType } from '../values/type.ts';

/** What has no value: a condition without `else` that is false, a name that `default()` or `is defined` asks for. */
export const UNDEFINED: PyObject = {
  pyType: pyType('Undefined', {}, {}),
  pyText: () => '',
  pyTruthy: () => false,
  pyEquals: (other: Value) => other === UNDEFINED,
  pyItems: () => [],
};

import { numberOf } from './numbers/float.ts';
import { compareExactly, PyInt } from './numbers/int.ts';
import { isWide } from './sequence.ts';
import { bounded } from './size.ts';
import type { PyObject, Value } from './value.ts';

/** Python's `==`: numbers and booleans by value, lists by their items, and never equal across kinds. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') {
    const other = typeof a === 'string' ? b : a;
    return isObject(other) && other.pyEquals ? other.pyEquals(typeof a === 'string' ? a : b) : false;
  }
  if (a instanceof PyInt || b instanceof PyInt) return compareExactly(sizeOf(a), sizeOf(b)) === 0;
  const left = numberOf(a);
  if (left !== undefined) {
    const right = numberOf(b);
    if (right !== undefined) return left === right;
  }
  if (Array.isArray(a))
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      bounded(a.length, () => a.every((item, i) => equals(item, b[i]!)))
    );
  if (isObject(a) && a.pyEquals) return a.pyEquals(b);
  return isObject(b) && b.pyEquals ? b.pyEquals(a) : false;
}

/** Compares two values for sorting: negative, zero, or positive; undefined if Python can't order them. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : undefined;
  if (a instanceof PyInt || b instanceof PyInt) {
    const order = compareExactly(sizeOf(a), sizeOf(b));
    if (order !== undefined) return order;
  }
  const left = numberOf(a);
  const right = left === undefined ? undefined : numberOf(b);
  // Every comparison with NaN is false.
  if (left !== undefined && right !== undefined)
    return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN;
  if (Array.isArray(a)) return Array.isArray(b) ? bounded(1, () => compareLists(a, b)) : undefined;
  if (isObject(a) && a.pyCompare) return a.pyCompare(b);
  if (isObject(b) && b.pyCompare) {
    const reflected = b.pyCompare(a);
    return reflected === undefined ? undefined : -reflected;
  }
  return undefined;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  if (!isWide(a) && !isWide(b)) return a < b ? -1 : 1;
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareLists(a: readonly Value[], b: readonly Value[]): number | undefined {
  for (let i = 0; i < Math.min(a.length, b.length); i++)
    if (!equals(a[i]!, b[i]!)) return compare(a[i]!, b[i]!);
  return a.length - b.length;
}

/** A number in a form that JavaScript compares exactly. */
function sizeOf(value: Value): bigint | number | undefined {
  return value instanceof PyInt ? value.value : numberOf(value);
}

function isObject(value: Value): value is PyObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

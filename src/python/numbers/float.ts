import { type PyType, pyType } from '../type.ts';
import type { PyObject, Value } from '../value.ts';
import { PyInt } from './int.ts';

/** A Python float whose value is a whole number; every other float is a JavaScript number. */
export class PyFloat implements PyObject {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  get pyType(): PyType {
    return FLOAT;
  }

  pyText(): string {
    return floatText(this.value);
  }

  pyTruthy(): boolean {
    return this.value !== 0;
  }
}

/** Python's `float` with this value. */
export function float(value: number): number | PyFloat {
  return Number.isInteger(value) ? new PyFloat(value) : value;
}

/** Python's `repr()` of a float: the shortest digits that read back the same, in Python's layout. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

export const FLOAT = pyType<PyFloat | number>(
  'float',
  { real: (self) => self },
  { is_integer: (self) => typeof self !== 'number' },
);

/**
 * Returns the number that a value is in arithmetic, where True is 1, rounded if necessary; undefined if it isn't a
 * number.
 */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PyInt) return Number(value.value);
  return value instanceof PyFloat ? value.value : undefined;
}

export function isFloat(value: Value): boolean {
  return typeof value === 'number' ? !Number.isInteger(value) : value instanceof PyFloat;
}

/** Returns the number that Python's `float()` reads from a text, or undefined. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?$/.test(trimmed))
    return Number(trimmed.replaceAll('_', ''));
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(trimmed);
  if (!special) return undefined;
  return special[2] ? Number(`${special[1]}Infinity`) : Number.NaN;
}

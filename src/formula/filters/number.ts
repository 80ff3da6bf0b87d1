import { intFunction } from '../../python/functions.ts';
import { negate, roundWhole, whole } from '../../python/numbers/arithmetic.ts';
import { fixed, roundHalfEven } from '../../python/numbers/decimal.ts';
import { float, isFloat, numberOf, parseFloatText } from '../../python/numbers/float.ts';
import { nearestFloat, PyInt } from '../../python/numbers/int.ts';
import { integer } from '../../python/sequence.ts';
import { truthy } from '../../python/text.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { Filter } from '../environment.ts';
import { filter } from './filter.ts';

/** Jinja's filters for numbers. */
export const NUMBER_FILTERS: (readonly [string, Filter])[] = [
  filter('abs', [], (value) => {
    const number = numberOf(value);
    if (number === undefined) throw new FormulaError(`bad operand type for abs(): '${typeName(value)}'.`);
    return number < 0 ? negate(value) : typeof value === 'boolean' ? number : value;
  }),
  filter('float', ['default'], (value, otherwise = float(0)) => {
    if (value instanceof PyInt) return float(nearestFloat(value));
    const number = typeof value === 'string' ? parseFloatText(value) : numberOf(value);
    return number === undefined ? otherwise : float(number);
  }),
  filter('int', ['default', 'base'], (value, otherwise = 0, base = 10) => toInt(value, otherwise, base)),
  filter('round', ['precision', 'method'], (value, precision = 0, method = 'common') =>
    round(value, integer(precision, 'precision'), method),
  ),
  filter('filesizeformat', ['binary'], (value, binary = false) => fileSize(value, truthy(binary))),
];

function toInt(value: Value, otherwise: Value, base: Value): Value {
  try {
    return intFunction.pyCall(typeof value === 'string' ? [value, base] : [value], {});
  } catch {
    const number = typeof value === 'string' ? parseFloatText(value) : undefined;
    return number === undefined || !Number.isFinite(number) ? otherwise : whole(Math.trunc(number));
  }
}

function round(value: Value, precision: number, method: Value): Value {
  const number = numberOf(value);
  if (number === undefined) throw new FormulaError(`round takes a number; got ${typeName(value)}.`);
  if (method === 'common') {
    return isFloat(value) ? float(roundHalfEven(number, precision)) : roundWhole(value, precision);
  }
  if (method !== 'ceil' && method !== 'floor')
    throw new FormulaError('method must be common, ceil, or floor.');
  const factor = 10 ** precision;
  return float((method === 'ceil' ? Math.ceil(number * factor) : Math.floor(number * factor)) / factor);
}

const UNITS = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

function fileSize(value: Value, isBinary: boolean): string {
  const bytes = typeof value === 'string' ? parseFloatText(value) : numberOf(value);
  if (bytes === undefined) throw new FormulaError(`filesizeformat takes a number; got ${typeName(value)}.`);
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const power = UNITS.findIndex((_, i) => bytes < base ** (i + 2));
  const index = power < 0 ? UNITS.length - 1 : power;
  const unit = isBinary ? `${UNITS[index]!.toUpperCase()}iB` : `${UNITS[index]}B`;
  return `${fixed(bytes / base ** (index + 1), 1)} ${unit}`;
}

import { FormulaError } from '../../shared/formula-error.ts';
import { PyDict } from '../dict.ts';
import { isFloat, numberOf } from '../numbers/float.ts';
import { int, PyInt } from '../numbers/int.ts';
import { checkSize, SIZE_LIMIT } from '../size.ts';
import { repr, text } from '../text.ts';
import { PyTuple } from '../tuple.ts';
import { typeName } from '../type.ts';
import type { Value } from '../value.ts';
import { formatValue } from './format-spec.ts';

/** https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
const CONVERSION =
  /%(?:\((?<key>[^)]*)\))?(?<flags>[-+ #0]*)(?<width>\d+|\*)?(?:\.(?<precision>\d+|\*))?[hlL]?(?<type>[\s\S])?/g;

/** Python's `template % values`: `'%05d' % 42`, `'%s of %s' % (a, b)`. */
export function percentFormat(template: string, values: Value): string {
  const queue = values instanceof PyTuple ? [...values.items] : [values];
  let isNamed = values instanceof PyDict;
  const take = (): Value => {
    const value = queue.shift();
    if (value === undefined) throw new FormulaError('not enough arguments for format string.');
    return value;
  };
  let size = template.length;
  const shown = (...match: unknown[]): string => {
    const { key, flags, width, precision, type } = match.at(-1) as Record<string, string | undefined>;
    if (type === '%') return '%';
    const wide = width === '*' ? text(take()) : (width ?? '');
    const digits = precision === '*' ? text(take()) : precision;
    if (key !== undefined) isNamed = true;
    return convert(key === undefined ? take() : named(values, key), flags ?? '', wide, digits, type);
  };
  const result = template.replaceAll(CONVERSION, (...match) => {
    const part = shown(...match);
    size += part.length;
    if (size > SIZE_LIMIT) checkSize(size);
    return part;
  });
  if (queue.length > 0 && !isNamed)
    throw new FormulaError('not all arguments converted during string formatting.');
  return result;
}

function named(values: Value, key: string): Value {
  if (!(values instanceof PyDict)) throw new FormulaError('format requires a mapping.');
  const value = values.pyItem(key);
  if (value === undefined) throw new FormulaError(`The format string has no key '${key}'.`);
  return value;
}

function convert(
  value: Value,
  flags: string,
  width: string,
  precision: string | undefined,
  type: string | undefined,
): string {
  const align = flags.includes('-') ? '<' : '';
  const dot = precision === undefined ? '' : `.${precision}`;
  switch (type) {
    case 's':
      return formatValue(text(value), `${align || '>'}${width}${dot}`);
    case 'r':
    case 'a':
      return formatValue(repr(value), `${align || '>'}${width}${dot}`);
    case 'c':
      return formatValue(
        typeof value === 'number' ? formatValue(value, 'c') : text(value),
        `${align || '>'}${width}`,
      );
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return number(value, flags, align, width, dot, 'iu'.includes(type) ? 'd' : type);
    default:
      throw new FormulaError(type ? `unsupported format character '${type}'.` : 'incomplete format.');
  }
}

function number(
  value: Value,
  flags: string,
  align: string,
  width: string,
  dot: string,
  type: string,
): string {
  const given = numberOf(value);
  if (given === undefined)
    throw new FormulaError(`%${type} format: a real number is required, not ${typeName(value)}.`);
  const isWhole = 'dxXo'.includes(type);
  if (isWhole && type !== 'd' && isFloat(value))
    throw new FormulaError(`%${type} format: an integer is required, not float.`);
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const zero = flags.includes('0') && !align ? '0' : '';
  const digits =
    isWhole && dot ? formatValue(whole(value, given), `${sign}0${Number(dot.slice(1)) || ''}${type}`) : '';
  if (digits) return formatValue(digits, `${align || '>'}${width}`);
  const alternate = flags.includes('#') ? '#' : '';
  return formatValue(
    isWhole ? whole(value, given) : value,
    `${align}${sign}${alternate}${zero}${width}${isWhole ? '' : dot}${type}`,
  );
}

/** Cuts off only the fraction, whatever the size. */
function whole(value: Value, given: number): Value {
  if (value instanceof PyInt) return value;
  const cut = Math.trunc(given);
  return Number.isFinite(cut) && !Number.isSafeInteger(cut) ? int(BigInt(cut)) : cut;
}

import { FormulaError } from '../../shared/formula-error.ts';
import { fixed, scientific } from '../numbers/decimal.ts';
import { floatText, isFloat, numberOf } from '../numbers/float.ts';
import { nearestFloat, PyInt } from '../numbers/int.ts';
import { characters } from '../sequence.ts';
import { SIZE_LIMIT } from '../size.ts';
import { text } from '../text.ts';
import { typeName } from '../type.ts';
import type { Value } from '../value.ts';

/** https://docs.python.org/3/library/string.html#format-specification-mini-language */
const SPEC =
  /^(?:(?<fill>[\s\S])?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>\d+)?(?<group>[_,])?(?:\.(?<precision>\d+))?(?<type>[bcdeEfFgGnosxX%])?$/u;

interface Spec {
  fill: string;
  align: string | undefined;
  sign: string;
  alternate: boolean;
  width: number;
  group: string;
  precision: number | undefined;
  type: string;
}

/** Python's `format(value, spec)`: `{:,.2f}`, `{:>10}`, `{:%Y-%m-%d}`. */
export function formatValue(value: Value, spec: string): string {
  if (spec === '') return text(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const strftime = value.pyType?.methods.get('strftime');
    if (strftime) return text(strftime(value as never, [spec], {}));
  }
  const parsed = parseSpec(spec);
  const number = typeof value === 'boolean' && parsed.type === 's' ? undefined : numberOf(value);
  if (number !== undefined)
    return formatNumber(value instanceof PyInt ? value : number, isFloat(value), parsed);
  if (typeof value !== 'string')
    throw new FormulaError(`unsupported format string '${spec}' for '${typeName(value)}'.`);
  if (parsed.type !== '' && parsed.type !== 's')
    throw new FormulaError(`Unknown format code '${parsed.type}' for object of type 'str'.`);
  const cut = parsed.precision === undefined ? value : characters(value).slice(0, parsed.precision).join('');
  return pad(cut, '', parsed, '<');
}

function parseSpec(spec: string): Spec {
  const found = SPEC.exec(spec)?.groups;
  if (!found) throw new FormulaError(`Invalid format specifier '${spec}'.`);
  const width = Number(found.width ?? 0);
  if (width > SIZE_LIMIT || Number(found.precision ?? 0) > 100)
    throw new FormulaError(`The format specifier '${spec}' requests too many characters.`);
  return {
    fill: found.fill ?? (found.zero && !found.align ? '0' : ' '),
    align: found.align ?? (found.zero ? '=' : undefined),
    sign: found.sign ?? '-',
    alternate: found.alternate !== undefined,
    width,
    group: found.group ?? '',
    precision: found.precision === undefined ? undefined : Number(found.precision),
    type: found.type ?? '',
  };
}

function formatNumber(value: number | PyInt, isFloating: boolean, spec: Spec): string {
  const isNegative = value instanceof PyInt ? value.value < 0n : value < 0 || Object.is(value, -0);
  const sign = isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const isFraction = isFloating || 'eEfFgG%'.includes(spec.type || ' ');
  const body = isFraction
    ? floatBody(Math.abs(value instanceof PyInt ? nearestFloat(value) : value), spec)
    : wholeBody(sizeOf(value), spec);
  const padding = spec.fill === '0' && spec.align === '=' && spec.group ? spec.width - sign.length : 0;
  return pad(grouped(body, spec, padding), sign, spec, '>');
}

function sizeOf(value: number | PyInt): number | bigint {
  if (typeof value === 'number') return Math.abs(value);
  return value.value < 0n ? -value.value : value.value;
}

const BASES: Record<string, { base: number; prefix: string }> = {
  b: { base: 2, prefix: '0b' },
  o: { base: 8, prefix: '0o' },
  x: { base: 16, prefix: '0x' },
  X: { base: 16, prefix: '0X' },
};

function wholeBody(size: number | bigint, spec: Spec): string {
  if (spec.type === 'c') {
    if (size > 0x10_ff_ff) throw new FormulaError('%c arg not in range(0x110000).');
    return String.fromCodePoint(Number(size));
  }
  if (spec.type === 's') throw new FormulaError("Unknown format code 's' for object of type 'int'.");
  if (spec.precision !== undefined)
    throw new FormulaError('Precision not allowed in integer format specifier.');
  const base = BASES[spec.type];
  if (!base) return size.toString();
  const digits = size.toString(base.base);
  return (spec.alternate ? base.prefix : '') + (spec.type === 'X' ? digits.toUpperCase() : digits);
}

function floatBody(size: number, spec: Spec): string {
  if (!Number.isFinite(size)) return Number.isNaN(size) ? 'nan' : 'inf';
  const precision = spec.precision ?? 6;
  switch (spec.type) {
    case 'f':
    case 'F':
      return fixed(size, precision);
    case '%':
      return `${fixed(size * 100, precision)}%`;
    case 'e':
    case 'E':
      return exponential(size, precision, spec.type);
    case 'g':
    case 'G':
    case 'n':
      return general(size, precision, spec.type === 'G' ? 'E' : 'e', spec.alternate);
    case '':
      if (spec.precision === undefined) return floatText(size);
      return withPoint(general(size, precision, 'e', false, precision - 1));
    default:
      throw new FormulaError(`Unknown format code '${spec.type}' for object of type 'float'.`);
  }
}

function exponential(size: number, precision: number, letter: string): string {
  const { digits, exponent } = scientific(size, precision);
  return `${digits}${letter}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** `%g`: this many significant digits, in the shorter of the two layouts, without trailing zeros. */
function general(
  size: number,
  precision: number,
  letter: string,
  keepZeros: boolean,
  limit?: number,
): string {
  const significant = Math.max(1, precision);
  const { exponent } = scientific(size, significant - 1);
  const isFixed = exponent >= -4 && exponent < (limit === undefined ? significant : limit);
  const strip = (digits: string) =>
    keepZeros || !digits.includes('.') ? digits : digits.replace(/\.?0+$/, '');
  if (isFixed) return strip(fixed(size, significant - 1 - exponent));
  const [digits, power] = exponential(size, significant - 1, letter).split(letter) as [string, string];
  return `${strip(digits)}${letter}${power}`;
}

function withPoint(body: string): string {
  return /[.e]/.test(body) ? body : `${body}.0`;
}

function grouped(body: string, { group, type }: Spec, padding: number): string {
  if (!group) return body;
  const size = 'boxX'.includes(type || ' ') ? 4 : 3;
  const [, digits = '', rest = ''] = /^([0-9a-fA-F]*)([\s\S]*)$/.exec(body) ?? [];
  // Zeros up to the width; every group but the first needs one character for its separator.
  const room = padding - rest.length;
  let count = Math.max(digits.length, Math.floor((room * size) / (size + 1)));
  while (count + Math.floor((count - 1) / size) < room) count++;
  const whole = digits.padStart(count, '0');
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= size) groups.push(whole.slice(Math.max(0, end - size), end));
  return groups.reverse().join(group) + rest;
}

function pad(body: string, sign: string, { fill, align, width }: Spec, usual: string): string {
  const missing = width - characters(body).length - sign.length;
  if (missing <= 0) return sign + body;
  switch (align ?? usual) {
    case '<':
      return sign + body + fill.repeat(missing);
    case '=':
      return sign + fill.repeat(missing) + body;
    case '^':
      return fill.repeat(Math.floor(missing / 2)) + sign + body + fill.repeat(Math.ceil(missing / 2));
    default:
      return fill.repeat(missing) + sign + body;
  }
}

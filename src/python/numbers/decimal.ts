/**
 * Formats a number with this many decimals, rounded half to even as Python does; JavaScript's `toFixed` rounds half
 * up.
 */
export function fixed(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e21)
    return BigInt(value).toString() + (decimals > 0 ? `.${'0'.repeat(decimals)}` : '');
  const rounded = value.toFixed(decimals);
  const longer = value.toFixed(Math.min(100, decimals + GUARD));
  const cut = longer.length - Math.min(100 - decimals, GUARD);
  return isHalf(longer.slice(cut)) ? evenHalf(longer.slice(0, cut).replace(/\.$/, ''), rounded) : rounded;
}

/** `1.50e+03` as digits and exponent, rounded like `fixed`. */
export function scientific(value: number, decimals: number): { digits: string; exponent: number } {
  const [rounded, exponent] = value.toExponential(decimals).split('e') as [string, string];
  const [longer, longerExponent] = value.toExponential(Math.min(100, decimals + GUARD)).split('e') as [
    string,
    string,
  ];
  const cut = longer.length - Math.min(100 - decimals, GUARD);
  if (!isHalf(longer.slice(cut))) return { digits: rounded, exponent: Number(exponent) };
  const floor = longer.slice(0, cut).replace(/\.$/, '');
  const digits = evenHalf(floor, rounded);
  return { digits, exponent: Number(digits === floor ? longerExponent : exponent) };
}

/** Rounds to this many decimals (negative: tens, hundreds), half to even. */
export function roundHalfEven(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  if (decimals >= 0) return Number(fixed(value, Math.min(100, decimals)));
  const unit = 10 ** -decimals;
  if (!Number.isFinite(unit)) return 0;
  const below = Math.floor(value / unit) * unit;
  const rest = value - below;
  const isUp = rest > unit / 2 || (rest === unit / 2 && Math.floor(value / unit) % 2 !== 0);
  return isUp ? below + unit : below;
}

/** More decimals than two neighboring doubles can share, so that an exact half is recognized. */
const GUARD = 25;

function isHalf(tail: string): boolean {
  return /^\.?50*$/.test(tail);
}

function evenHalf(floor: string, rounded: string): string {
  return Number(floor.at(-1)) % 2 === 0 ? floor : rounded;
}

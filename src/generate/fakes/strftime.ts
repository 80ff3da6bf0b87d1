/** A moment by Python's strftime, with the English names of days and months. */
export function strftime(second: number, pattern: string): string {
  const at = new Date(second * 1000);
  return pattern.replaceAll(/%(-?)([a-zA-Z%])/g, (whole, bare: string, sign: string) => {
    const text = PARTS[sign]?.(at);
    if (text === undefined) return whole;
    return bare ? text.replace(/^0+(?=\d)/, '') : text;
  });
}

const PARTS: Record<string, (at: Date) => string> = {
  Y: (at) => String(at.getUTCFullYear()).padStart(4, '0'),
  y: (at) => two(at.getUTCFullYear() % 100),
  m: (at) => two(at.getUTCMonth() + 1),
  d: (at) => two(at.getUTCDate()),
  e: (at) => String(at.getUTCDate()).padStart(2, ' '),
  H: (at) => two(at.getUTCHours()),
  I: (at) => two(at.getUTCHours() % 12 || 12),
  M: (at) => two(at.getUTCMinutes()),
  S: (at) => two(at.getUTCSeconds()),
  f: () => '000000',
  p: (at) => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  j: (at) => String(dayOfYear(at)).padStart(3, '0'),
  A: (at) => DAYS[at.getUTCDay()]!,
  a: (at) => DAYS[at.getUTCDay()]!.slice(0, 3),
  w: (at) => String(at.getUTCDay()),
  B: (at) => MONTHS[at.getUTCMonth()]!,
  b: (at) => MONTHS[at.getUTCMonth()]!.slice(0, 3),
  F: (at) => at.toISOString().slice(0, 10),
  T: (at) => at.toISOString().slice(11, 19),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
};

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function dayOfYear(at: Date): number {
  return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const MONTHS =
  `January February March April May June July August September October November December`.split(' ');

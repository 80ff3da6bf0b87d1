const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The 18 characters of an id: the last three encode which of the other 15 are uppercase. */
export function toId18(id: string): string {
  if (id.length !== 15) return id;
  const checks = [0, 5, 10].map((start) => {
    let bits = 0;
    for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id[start + i]!)) bits |= 1 << i;
    return DIGITS[bits]!;
  });
  return id + checks.join('');
}

/** The id of the nth thing with this key prefix (`001` for an account). */
export function makeId(prefix: string, n: number): string {
  let tail = '';
  for (let rest = n; rest > 0; rest = Math.floor(rest / 62)) tail = BASE62[rest % 62]! + tail;
  return toId18(`${prefix}PX${tail.padStart(10, '0')}`);
}

/** True if a text has the shape of an id. */
export function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}([A-Z0-5]{3})?$/.test(text);
}

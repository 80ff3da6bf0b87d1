/** Adds items to a list. `push` with them as arguments fails with a RangeError at some 120,000. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/**
 * Whole numbers that add up to `total` and lie within one of their shares, by largest remainder (Hamilton's method);
 * equal remainders go to the earlier share. No number falls below `atLeast`, so that a growing total never takes
 * back what it gave (largest remainder alone can: the Alabama paradox).
 */
export function apportion(total: number, weights: readonly number[], atLeast?: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum <= 0) return weights.map(() => 0);
  const shares = weights.map((weight) => (total * weight) / sum);
  // A share such as 0.1 * 30 may end a hair below its whole number.
  const floors = shares.map((share) => Math.floor(share + 1e-9));
  const remainders = shares.map((share, i) => share - floors[i]!);
  const counts = floors.map((floor, i) => Math.max(floor, atLeast?.[i] ?? 0));

  let open = total - counts.reduce((a, b) => a + b, 0);
  const order = remainders.map((_, i) => i).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (const i of order) {
    if (open <= 0) break;
    if (counts[i]! > floors[i]! || remainders[i]! <= 1e-9) continue;
    counts[i]!++;
    open--;
  }
  // Reached only where `atLeast` took more than its shares; what is over comes from the smallest remainders.
  for (const i of order.toReversed()) {
    while (open < 0 && counts[i]! > (atLeast?.[i] ?? 0)) {
      counts[i]!--;
      open++;
    }
  }
  return counts;
}

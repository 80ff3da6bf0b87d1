/**
 * Apportions `total` to shares by the largest remainder (Hamilton's method; Balinski and Young, "Fair Representation",
 * 1982): whole numbers that add up to it, each within one of its exact share. Equal remainders go to the earlier share.
 * No number is below `atLeast`, so that a growing total never takes back what it gave (largest remainder alone can: the
 * Alabama paradox). What is `owed` to a share is added to its remainder.
 */
export function apportion(
  total: number,
  weights: readonly number[],
  atLeast?: readonly number[],
  owed?: readonly number[],
): number[] {
  // Loops, no chains of arrays: this runs for each stratum of each field of each block.
  const length = weights.length;
  const counts = new Array<number>(length).fill(0);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += weights[i]!;
  if (sum <= 0) return counts;
  const floors = new Array<number>(length);
  const remainders = new Array<number>(length);
  let given = 0;
  for (let i = 0; i < length; i++) {
    const share = (total * weights[i]!) / sum;
    // A share such as 0.1 * 30 may be a hair below its whole number.
    const floor = Math.floor(share + 1e-9);
    floors[i] = floor;
    remainders[i] = share - floor;
    counts[i] = Math.max(floor, atLeast?.[i] ?? 0);
    given += counts[i]!;
  }
  let open = total - given;
  if (open === 0) return counts;

  const claims = new Array<number>(length);
  const order = new Array<number>(length);
  for (let i = 0; i < length; i++) {
    claims[i] = remainders[i]! + (owed?.[i] ?? 0);
    order[i] = i;
  }
  order.sort((a, b) => claims[b]! - claims[a]! || a - b);
  for (const i of order) {
    if (open <= 0) break;
    if (counts[i]! > floors[i]! || remainders[i]! <= 1e-9) continue;
    counts[i]!++;
    open--;
  }
  if (open >= 0) return counts;
  // Only where `atLeast` exceeds its shares: what is over comes from the smallest remainders.
  for (const i of order.reverse()) {
    while (open < 0 && counts[i]! > (atLeast?.[i] ?? 0)) {
      counts[i]!--;
      open++;
    }
  }
  return counts;
}

/**
 * Several totals at once, each by its own weights. What rounding kept from a value in one group is owed to it in the
 * next, so that a value's numbers add up to its share over all groups as well.
 */
export function apportionGroups(
  totals: readonly number[],
  weights: (group: number) => readonly number[],
  atLeast: readonly (readonly number[])[],
): number[][] {
  const shares = totals.map((total, group) => sharesOf(total, weights(group)));
  let owed: number[] | undefined;
  const counts = totals.map((total, group) => {
    const given = apportion(total, weights(group), atLeast[group], owed);
    owed = shares[group]!.map((share, value) => (owed?.[value] ?? 0) + share - given[value]!);
    return given;
  });
  settleGroups(counts, shares, atLeast);
  return counts;
}

/**
 * What `atLeast` kept a late group from giving back, an earlier one gives: a value that is a whole record off over all
 * groups changes places with another within a group, as long as both stay within one of their shares there.
 */
function settleGroups(
  counts: number[][],
  shares: readonly (readonly number[])[],
  atLeast: readonly (readonly number[])[],
): void {
  const off = shares[0]!.map((_, value) =>
    counts.reduce((sum, given, group) => sum + given[value]! - shares[group]![value]!, 0),
  );
  const ONE = 1 - 1e-9;
  for (const value of off.keys()) {
    for (let tries = counts.length; Math.abs(off[value]!) >= ONE && tries > 0; tries--) {
      const step = off[value]! > 0 ? -1 : 1;
      const allowed = (group: number, one: number, by: number) => {
        const count = counts[group]![one]! + by;
        return count >= atLeast[group]![one]! && Math.abs(count - shares[group]![one]!) < ONE;
      };
      const others = [...off.keys()]
        .filter((one) => one !== value)
        .sort((a, b) => step * (off[b]! - off[a]!));
      const change = counts
        .flatMap((_, group) => others.map((other) => ({ group, other })))
        .find(({ group, other }) => allowed(group, value, step) && allowed(group, other, -step));
      if (!change) break;
      counts[change.group]![value]! += step;
      counts[change.group]![change.other]! -= step;
      off[value]! += step;
      off[change.other]! -= step;
    }
  }
}

function sharesOf(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => (sum > 0 ? (total * weight) / sum : 0));
}

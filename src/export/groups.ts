/**
 * Puts rows into as few files as headers allow: a signature is the parent's type of a row for each polymorphic lookup,
 * '' where it has none. Two signatures share a file where no lookup has two types; the answer gives each signature the
 * types of its file. Source: two typed columns of one lookup in one job are risky, so each type has a job of its own.
 */
export function groupSignatures(signatures: Iterable<readonly string[]>): Map<string, readonly string[]> {
  const filled = (types: readonly string[]) => types.filter((type) => type !== '').length;
  const distinct = [...new Map([...signatures].map((types) => [signatureKey(types), types])).values()].sort(
    (a, b) => filled(b) - filled(a) || (signatureKey(a) < signatureKey(b) ? -1 : 1),
  );
  const groups: { types: string[]; members: string[] }[] = [];
  for (const types of distinct) {
    const fits = groups.find((group) =>
      types.every((type, at) => type === '' || group.types[at] === '' || group.types[at] === type),
    );
    if (fits) {
      fits.members.push(signatureKey(types));
      fits.types = fits.types.map((type, at) => type || types[at]!);
    } else groups.push({ types: [...types], members: [signatureKey(types)] });
  }
  return new Map(groups.flatMap(({ types, members }) => members.map((member) => [member, types] as const)));
}

export function signatureKey(types: readonly string[]): string {
  return types.join('|');
}

/** A text as it may stand in a cell: sentences with capitals, plain possessives, no longer than the field. */
export function finish(text: string, maxLength: number, unit: 'characters' | 'bytes'): string {
  const polished = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/s's\b/g, "s'")
    .trim()
    .replaceAll(/(^["“]?|[.!?]["”]? ["“]?)(\p{Ll})/gu, (_, before, letter) => before + letter.toUpperCase());
  return fit(
    polished,
    maxLength,
    (one) => (unit === 'bytes' ? Buffer.byteLength(one) : one.length) <= maxLength,
  );
}

/** The longest run of whole sentences that fits, else of whole words. */
function fit(text: string, maxLength: number, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  for (const breaks of [/[.!?]["”]?(?= )/g, /(?= )/g]) {
    // A character takes a byte at least, so that an end beyond the limit need not be measured.
    const ends = [...text.matchAll(breaks)]
      .map((match) => match.index + match[0].length)
      .filter((end) => end <= maxLength)
      .reverse();
    const end = ends.find((one) => fits(text.slice(0, one)));
    if (end) return text.slice(0, end).replace(/[,;:–-]$/, '');
  }
  return '';
}

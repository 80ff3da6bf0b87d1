/** What stands for a name of the record's own, so that a template is not taken for variety because names differ. */
export const MASK = 'Xname';

/** The text with the record's own names masked, longer names first. */
export function maskNames(text: string, own: readonly string[]): string {
  const names = own.filter(Boolean).sort((one, other) => other.length - one.length);
  if (names.length === 0) return text;
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${names.map(literal).join('|')})(?![\\p{L}\\p{N}])`, 'gu'),
    MASK,
  );
}

function literal(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The number that Python's `float()` reads from a text, or undefined. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?$/.test(trimmed))
    return Number(trimmed.replaceAll('_', ''));
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(trimmed);
  if (!special) return undefined;
  return special[2] ? Number(`${special[1]}Infinity`) : Number.NaN;
}

/**
 * Text with at most thirty combining marks in a row, as Unicode's stream-safe format has it: normalizing takes the
 * square of their number, and no script needs more.
 */
export function fewMarks(text: string): string {
  return text.replaceAll(/(\p{M}{30})\p{M}+/gu, '$1');
}

import type { TextRequest } from '../request.ts';
import { sanitize } from './sanitize.ts';

type Unit = 'characters' | 'bytes';

/** The length of a text in a field's unit. Salesforce counts UTF-16 units as characters. */
export function sizeOf(text: string, unit: Unit): number {
  return unit === 'bytes' ? Buffer.byteLength(text, 'utf8') : text.length;
}

/** The text cut at the last sentence that fits, or else at the last word, or else where it must be. */
export function cutToFit(text: string, max: number, unit: Unit): string {
  if (sizeOf(text, unit) <= max) return text;
  const room = text.slice(0, longestPrefix(text, max, unit));
  const sentence = room.match(/^[\s\S]*[.!?…]["”’)]?(?=\s)/) ?? (/[.!?…]["”’)]?$/.test(room) ? [room] : null);
  if (sentence && sentence[0].length >= room.length / 3) return sentence[0].trimEnd();
  const word = room.slice(0, lastWordStart(room));
  return (word === '' ? room : word).trimEnd();
}

/** Where the last word of a text begins, with the blanks and the marks before it. */
function lastWordStart(text: string): number {
  let start = text.length;
  while (start > 0 && !/\s/.test(text[start - 1]!)) start--;
  // A text of one word ends before its first mark.
  if (start === 0) {
    const mark = text.search(/[,;:–—-]/);
    return mark < 0 ? text.length : mark;
  }
  while (start > 0 && /[\s,;:–—-]/.test(text[start - 1]!)) start--;
  return start;
}

/** The longest start of a text that fits, never half of a character. */
function longestPrefix(text: string, max: number, unit: Unit): number {
  let size = 0;
  let end = 0;
  for (const character of text) {
    size += sizeOf(character, unit);
    if (size > max) break;
    end += character.length;
  }
  return end;
}

/** Fields of a line: subjects, next steps, names. Salesforce's text fields hold 255 characters at most. */
const LINE = 255;

/** The text that goes into the dataset for a raw response, and whether it had to be cut. */
export function fittedText(
  raw: string,
  request: Pick<TextRequest, 'maxLength' | 'unit'>,
): { text: string; cut: boolean } {
  const clean = sanitize(raw, request.maxLength <= LINE);
  const text = cutToFit(clean, request.maxLength, request.unit);
  return { text, cut: text !== clean };
}

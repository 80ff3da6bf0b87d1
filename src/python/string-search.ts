import { integer, textLength } from './sequence.ts';
import type { Value } from './value.ts';

/** `text.find(wanted, start, end)`: where it first (or last) stands, or -1. */
export function find(text: string, wanted: string, range: Value[], fromEnd: boolean): number {
  const { part, from } = window(text, range);
  const index = fromEnd ? part.lastIndexOf(wanted) : part.indexOf(wanted);
  return index < 0 ? -1 : from + textLength(part.slice(0, index));
}

/** `text.count(wanted, start, end)`, without overlaps. */
export function occurrences(text: string, wanted: string, range: Value[]): number {
  const { part } = window(text, range);
  return wanted === '' ? textLength(part) + 1 : part.split(wanted).length - 1;
}

function window(text: string, [start, end]: Value[]): { part: string; from: number } {
  if (start === undefined || (start === null && end === undefined)) return { part: text, from: 0 };
  const letters = [...text];
  const at = (edge: Value | undefined, otherwise: number) => {
    if (edge === undefined || edge === null) return otherwise;
    const index = integer(edge, 'The range');
    return Math.max(0, Math.min(letters.length, index < 0 ? index + letters.length : index));
  };
  const from = at(start, 0);
  return { part: letters.slice(from, at(end, letters.length)).join(''), from };
}

import { FormulaError } from '../../shared/formula-error.ts';
import { integer, textLength } from '../sequence.ts';
import { checkSize, joined } from '../size.ts';
import { typeName } from '../type.ts';
import type { Value } from '../value.ts';

/** `text.split(separator, limit)`; without a separator, splits at runs of white space and strips the ends. */
export function split(
  text: string,
  separator: string | undefined,
  limit: number,
  fromEnd: boolean,
): string[] {
  if (separator === '') throw new FormulaError('empty separator.');
  const parts = separator === undefined ? text.split(/\s+/).filter(Boolean) : text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (separator !== undefined) {
    const kept = fromEnd ? parts.splice(parts.length - limit) : parts.splice(0, limit);
    const rest = parts.join(separator);
    return fromEnd ? [rest, ...kept] : [...kept, rest];
  }
  // The rest keeps its white space.
  const words = [...text.matchAll(/\S+/g)];
  if (fromEnd) {
    const first = words[words.length - limit - 1]!;
    const rest = text.slice(0, first.index + first[0].length);
    return [rest, ...words.slice(words.length - limit).map(([word]) => word)];
  }
  return [...words.slice(0, limit).map(([word]) => word), text.slice(words[limit]!.index)];
}

export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines = text.match(/[^\n\r\v\f\u0085\u2028\u2029]*(?:\r\n|[\n\r\v\f\u0085\u2028\u2029]|$)/g) ?? [];
  const whole = lines.filter((line, i) => line !== '' || i < lines.length - 1);
  return keepEnds ? whole : whole.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])$/, ''));
}

export function partition(text: string, separator: string, fromEnd: boolean): string[] {
  if (separator === '') throw new FormulaError('empty separator.');
  const index = fromEnd ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (index < 0) return fromEnd ? ['', '', text] : [text, '', ''];
  return [text.slice(0, index), separator, text.slice(index + separator.length)];
}

/** `text.replace(from, to, count)`; a negative count replaces all. The size is checked first. */
export function replace(text: string, from: string, to: string, count: number): string {
  const found = from === '' ? textLength(text) + 1 : text.split(from).length - 1;
  const times = count < 0 ? found : Math.min(count, found);
  checkSize(text.length + times * (to.length - from.length));
  if (count < 0 && from !== '') return text.replaceAll(from, () => to);
  let left = times;
  const pattern = new RegExp(from.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gu');
  return text.replaceAll(pattern, (one) => (left-- > 0 ? to : one));
}

/** `separator.join(items)`, for texts only. */
export function join(separator: string, items: readonly Value[]): string {
  for (const [i, item] of items.entries())
    if (typeof item !== 'string')
      throw new FormulaError(
        `sequence item ${i}: expected str instance, ${typeName(item)} found.`,
        'The filter `| join` takes values of any type.',
      );
  return joined(items as string[], separator);
}

/** `text.find(wanted, start, end)`: the first (or last) position, or -1. */
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

import { floatText } from './numbers/float.ts';
import { bounded, joined } from './size.ts';
import type { Value } from './value.ts';

/** Python's `str()`. */
export function text(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatText(value);
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return reprSequence('[', value, ']');
  return value.pyText();
}

/** Formats items between brackets, each by its `repr()`. */
export function reprSequence(open: string, items: readonly Value[], close: string): string {
  return bounded(items.length, () => joined(lazily(items, repr), ', ', open, close));
}

/** Yields the text of each item on demand. */
export function* lazily<T>(items: readonly T[], shown: (item: T) => string): Iterable<string> {
  for (const item of items) yield shown(item);
}

/** Python's `repr()`, which is how a value appears inside a list. */
export function repr(value: Value): string {
  if (typeof value === 'string') return quoted(value);
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return value.pyRepr ? value.pyRepr() : value.pyText();
  return text(value);
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python shows control characters as escapes.
  const escaped = value.replaceAll(/[\\\n\r\t\u0000-\u001f\u007f']/g, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : character;
    return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return quote + escaped + quote;
}

/** Python's truth: None, zero, and empty values are false. */
export function truthy(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number') return value !== 0;
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  return value.pyTruthy ? value.pyTruthy() : true;
}

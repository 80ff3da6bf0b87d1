import { PyDict } from '../../python/dict.ts';
import { isFloat, numberOf } from '../../python/float.ts';
import { typeName } from '../../python/kind.ts';
import { bounded, joined } from '../../python/size.ts';
import { lazily, text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';

/** Python's `json.dumps(value, sort_keys=True)`: ASCII only, with a space after `,` and `:`. */
export function json(value: Value, indent?: Value): string {
  const width =
    typeof indent === 'string'
      ? indent
      : ' '.repeat(Math.max(0, Math.min(Math.trunc(numberOf(indent ?? 0) ?? 0) || 0, 20)));
  const isPretty = indent !== undefined && indent !== null;
  const block = <T>(items: readonly T[], shown: (item: T) => string, brackets: string, margin: string) => {
    const [open, close] = [brackets[0]!, brackets[1]!];
    if (items.length === 0) return open + close;
    const inner = margin + width;
    return bounded(items.length, () =>
      isPretty
        ? joined(lazily(items, shown), `,\n${inner}`, `${open}\n${inner}`, `\n${margin}${close}`)
        : joined(lazily(items, shown), ', ', open, close),
    );
  };
  const write = (item: Value, margin: string): string => {
    if (item === null) return 'null';
    if (typeof item === 'string') return quoted(item);
    if (typeof item === 'boolean') return String(item);
    if (numberOf(item) !== undefined || isFloat(item)) return text(item);
    const items = Array.isArray(item) ? item : item instanceof PyTuple ? item.items : undefined;
    if (items) return block(items, (one) => write(one, margin + width), '[]', margin);
    if (item instanceof PyDict) {
      const entries = item.entries().sort(([a], [b]) => (text(a) < text(b) ? -1 : 1));
      const shown = ([key, one]: readonly [Value, Value]) =>
        `${quoted(text(key))}: ${write(one, margin + width)}`;
      return block(entries, shown, '{}', margin);
    }
    throw new FormulaError(`Object of type ${typeName(item)} is not JSON serializable.`);
  };
  return write(value, '');
}

function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

import { FormulaError } from '../../formula-error.ts';
import type { Value } from '../../value.ts';
import { PyDict } from '../../values/dict.ts';
import { isFloat, numberOf } from '../../values/float.ts';
import { typeName } from '../../values/kind.ts';
import { text } from '../../values/text.ts';
import { PyTuple } from '../../values/tuple.ts';

/** Python's `json.dumps(value, sort_keys=True)`: ASCII only, blanks after `,` and `:`. */
export function json(value: Value, indent?: Value): string {
  const width = typeof indent === 'string' ? indent : ' '.repeat(Math.min(numberOf(indent ?? 0) ?? 0, 20));
  const isPretty = indent !== undefined && indent !== null;
  const block = (parts: string[], open: string, close: string, margin: string) => {
    if (parts.length === 0) return open + close;
    if (!isPretty) return open + parts.join(', ') + close;
    return `${open}\n${parts.map((part) => margin + width + part).join(',\n')}\n${margin}${close}`;
  };
  const write = (item: Value, margin: string): string => {
    if (item === null) return 'null';
    if (typeof item === 'string') return quoted(item);
    if (typeof item === 'boolean') return String(item);
    if (numberOf(item) !== undefined || isFloat(item)) return text(item);
    const items = Array.isArray(item) ? item : item instanceof PyTuple ? item.items : undefined;
    if (items)
      return block(
        items.map((one) => write(one, margin + width)),
        '[',
        ']',
        margin,
      );
    if (item instanceof PyDict) {
      const entries = item.entries().sort(([a], [b]) => (text(a) < text(b) ? -1 : 1));
      const parts = entries.map(([key, one]) => `${quoted(text(key))}: ${write(one, margin + width)}`);
      return block(parts, '{', '}', margin);
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

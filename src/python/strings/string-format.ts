import { FormulaError } from '../../shared/formula-error.ts';
import { item } from '../item.ts';
import { checkSize, SIZE_LIMIT } from '../size.ts';
import { repr, text } from '../text.ts';
import type { Value } from '../value.ts';
import { formatValue } from './format-spec.ts';

/** Python's `template.format(…)`: `{}`, `{0}`, `{name.attribute}`, `{0[key]}`, `{:,.2f}`, `{!r}`. */
export function stringFormat(
  template: string,
  positional: Value[],
  keyword: Record<string, Value>,
  attribute: (value: Value, name: string) => Value,
): string {
  let next = 0;
  const expand = (source: string, depth = 0): string => {
    if (depth > 2) throw new FormulaError('Max string recursion exceeded.');
    let result = '';
    for (let i = 0; i < source.length; i++) {
      const character = source[i]!;
      if ((character === '{' || character === '}') && source[i + 1] === character) {
        result += character;
        i++;
      } else if (character === '{') {
        const end = closing(source, i);
        result += replacement(source.slice(i + 1, end), depth);
        if (result.length > SIZE_LIMIT) checkSize(result.length);
        i = end;
      } else if (character === '}') {
        throw new FormulaError("Single '}' encountered in format string.");
      } else result += character;
    }
    return result;
  };
  const replacement = (field: string, depth: number): string => {
    const [, path = '', conversion, spec = ''] = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(field) ?? [];
    const value = lookUp(path);
    const converted = conversion === 's' ? text(value) : conversion ? repr(value) : value;
    return formatValue(converted, spec.includes('{') ? expand(spec, depth + 1) : spec);
  };
  const lookUp = (path: string): Value => {
    const [first = '', ...rest] = path.match(/^[^.[]*|\.[^.[]+|\[[^\]]+\]/g) ?? [];
    let value = /^\d*$/.test(first)
      ? positional[first === '' ? next++ : Number(first)]
      : Object.hasOwn(keyword, first)
        ? keyword[first]
        : undefined;
    if (value === undefined)
      throw new FormulaError(`The format string has no argument '${first || next - 1}'.`);
    for (const part of rest) {
      const key = part.startsWith('[') ? part.slice(1, -1) : undefined;
      value =
        key === undefined
          ? attribute(value, part.slice(1))
          : item(value, /^\d+$/.test(key) ? Number(key) : key);
    }
    return value;
  };
  return expand(template);
}

function closing(source: string, open: number): number {
  let depth = 0;
  for (let i = open; i < source.length; i++) {
    if (source[i] === '{') depth++;
    if (source[i] === '}' && --depth === 0) return i;
  }
  throw new FormulaError("expected '}' before end of format string.");
}

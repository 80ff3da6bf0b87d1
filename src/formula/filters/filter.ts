import { bind } from '../../python/arguments.ts';
import type { Value } from '../../python/value.ts';
import type { Filter } from '../environment.ts';

type Given = readonly (Value | undefined)[];

/** A filter of a value and the named arguments; the first `required` arguments are mandatory. */
export function filter(
  name: string,
  parameters: readonly string[],
  apply: (value: Value, ...given: Given) => Value,
  required = 0,
): readonly [string, Filter] {
  return [
    name,
    (value, positional, keyword) => apply(value, ...bind(name, parameters, positional, keyword, required)),
  ];
}

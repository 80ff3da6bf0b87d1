import type { Draw } from '../../generate/draw.ts';
import type { Value } from '../value.ts';

/** What follows `|`; `draw` gives chance to the one that wants it. */
export type Filter = (
  value: Value,
  positional: Value[],
  keyword: Record<string, Value>,
  draw: (() => Draw) | undefined,
) => Value;

export const FILTERS: ReadonlyMap<string, Filter> = new Map();

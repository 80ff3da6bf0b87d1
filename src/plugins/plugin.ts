import type { PyDateTime } from '../python/dates/datetime.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import type { Series } from './series.ts';

/** The arguments of a plugin's function, evaluated. */
export interface PluginArguments {
  positional: Value[];
  keyword: Record<string, Value>;
}

/** What a plugin's function may use in addition to its arguments. */
export interface PluginCall {
  /** Random numbers for this value. */
  draw: Draw;
  /** The number of the row that the value belongs to, from 1. */
  rowNumber: number;
  /** `as_of` at 00:00 UTC. */
  now: PyDateTime;
  /** The folder of the calling recipe file, to which file names are relative. */
  folder: string;
  /** Files outside of this folder can't be read. */
  root: string;
}

/**
 * A function of a plugin. One that makes a series is called once for each place in the recipe (or for each `name`,
 * and again for each row of its `parent`); a field then takes the next value of the series for every row.
 */
export type PluginFunction =
  | { kind: 'value'; call(given: PluginArguments, call: PluginCall): Value }
  | { kind: 'series'; make(given: PluginArguments, call: PluginCall): Series };

/** What `- plugin: …` adds under a name: functions, for blocks and formulas, and values such as `Math.pi`. */
export interface Plugin {
  name: string;
  functions: ReadonlyMap<string, PluginFunction>;
  /** What formulas get without a call. */
  attributes: ReadonlyMap<string, (call: PluginCall) => Value>;
}

/**
 * Creates a plugin from tables of its functions and attributes. Every series accepts `name` and `parent`, which the
 * caller handles: `make` doesn't get them.
 */
export function plugin(
  name: string,
  functions: Record<string, PluginFunction>,
  attributes: Record<string, (call: PluginCall) => Value> = {},
): Plugin {
  const named = Object.entries(functions).map(([key, one]) => [key, withoutKeeping(one)] as const);
  return { name, functions: new Map(named), attributes: new Map(Object.entries(attributes)) };
}

function withoutKeeping(one: PluginFunction): PluginFunction {
  if (one.kind === 'value') return one;
  return {
    kind: 'series',
    make({ positional, keyword: { name: _name, parent: _parent, ...keyword } }, call) {
      return one.make({ positional, keyword }, call);
    },
  };
}

/** The names that `--plugin-option` accepts. */
export const PLUGIN_OPTIONS = ['pid', 'big_ids', 'org_name'] as const;

/** The values of `--plugin-option`, by the last part of each name. */
export type PluginOptions = ReadonlyMap<string, string>;

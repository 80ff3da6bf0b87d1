import type { PyDateTime } from '../python/datetime.ts';
import type { Value } from '../python/value.ts';
import type { Draw } from '../random/draw.ts';
import type { Series } from './series.ts';

/** The arguments of a plugin's function, evaluated. */
export interface PluginArguments {
  positional: Value[];
  keyword: Record<string, Value>;
}

/** What a plugin's function may know beside its arguments. */
export interface PluginCall {
  /** Chance for the value that is being made. */
  draw: Draw;
  /** The number of the row that the value belongs to, from 1. */
  rowNumber: number;
  /** `as_of` at 00:00 UTC. */
  now: PyDateTime;
  /** The folder of the recipe file that calls, which names of files are relative to. */
  folder: string;
  /** Nothing outside of this folder is read. */
  root: string;
}

/**
 * A function of a plugin. One that makes a series is called once for the place where it stands (or for the `name`
 * that it is given, anew for each row of its `parent`); a field then takes the series' next value for every row.
 */
export type PluginFunction =
  | { kind: 'value'; call(given: PluginArguments, call: PluginCall): Value }
  | { kind: 'series'; make(given: PluginArguments, call: PluginCall): Series };

/** What `- plugin: …` makes known under a name: functions, as blocks and in formulas, and values such as `Math.pi`. */
export interface Plugin {
  name: string;
  functions: ReadonlyMap<string, PluginFunction>;
  /** What formulas get without a call. */
  attributes: ReadonlyMap<string, (call: PluginCall) => Value>;
}

/**
 * A plugin from tables of its functions and attributes. Every series takes `name` and `parent`; they are for who keeps
 * it, and `make` is not told of them.
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

/** The names that `--plugin-option` knows. */
export const PLUGIN_OPTIONS = ['pid', 'big_ids', 'org_name'] as const;

/** What `--plugin-option` says, by the last part of its name. */
export type PluginOptions = ReadonlyMap<string, string>;

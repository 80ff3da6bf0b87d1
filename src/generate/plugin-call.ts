import { dirname } from 'node:path';
import type { PluginArguments, PluginCall, PluginFunction } from '../plugins/plugin.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import { validNames } from '../shared/nearest.ts';
import { fail } from './functions/eager.ts';
import type { Row } from './row.ts';
import type { RunContext } from './run-context.ts';

/** Where the recipe calls a plugin's function. */
export interface PluginContext {
  run: RunContext;
  /** `Counters.NumberCounter`. */
  name: string;
  /** Identifies the place among all others in the recipe. */
  number: number;
  /** The recipe file of the call. */
  file: string;
  /** True if a series starts over at each call, as in `for_each`, instead of continuing. */
  anew: boolean;
}

/** Calls a plugin's function for a row; for a series, returns the series itself. */
export function callPlugin(
  called: PluginFunction,
  given: PluginArguments,
  context: PluginContext,
  row: Row,
): Value {
  const { run } = context;
  const call = pluginCall(context, row);
  if (called.kind === 'value') return called.call(given, call);
  if (context.anew) return called.make(given, call);
  const { name, parent } = given.keyword;
  const key =
    name === undefined || name === null
      ? `${context.number} ${context.name} ${run.series.keyOf(given.positional, given.keyword)}`
      : `${context.name} ${text(name)}`;
  const owner = typeof parent === 'string' ? parentOf(parent, run) : undefined;
  return run.series.get(key, owner, () => called.make(given, call));
}

function parentOf(name: string, { rowNames }: RunContext): Row | undefined {
  const slot = rowNames.find(name);
  return slot
    ? slot.row
    : fail(`Unknown object or nickname \`${name}\`.`, validNames(name, rowNames.names()));
}

/** The place and row of a call, as a plugin's function or attribute sees them. */
export function pluginCall({ run, file }: PluginContext, row: Row): PluginCall {
  return {
    draw: run.draw,
    rowNumber: row.id,
    now: run.now,
    folder: dirname(file),
    root: run.root,
  };
}

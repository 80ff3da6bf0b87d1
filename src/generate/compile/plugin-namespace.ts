import { dirname } from 'node:path';
import type { Plugin, PluginArguments, PluginCall, PluginFunction } from '../../plugins/plugin.ts';
import { text } from '../../python/text.ts';
import type { PyObject, Value } from '../../python/value.ts';
import { didYouMean, validNames } from '../../shared/nearest.ts';
import { fail } from '../functions/eager.ts';
import type { Row } from '../run/row.ts';
import type { RunContext } from '../run/run-context.ts';
import type { BlockFunction, Evaluate } from './compile-context.ts';
import { Deferred } from './deferred.ts';

/** A plugin in a formula: `Math.sqrt(2)`, `Math.pi`. */
class PluginNamespace implements PyObject {
  readonly #plugin: Plugin;
  readonly #context: PluginContext;
  readonly #row: Row;

  constructor(plugin: Plugin, context: PluginContext, row: Row) {
    this.#plugin = plugin;
    this.#context = context;
    this.#row = row;
  }

  pyText(): string {
    return `<plugin ${this.#plugin.name}>`;
  }

  pyGet(name: string): Value | undefined {
    const attribute = this.#plugin.attributes.get(name);
    if (attribute) return attribute(pluginCall(this.#context, this.#row));
    const called = this.#plugin.functions.get(name);
    if (!called) return undefined;
    const context = { ...this.#context, name: `${this.#plugin.name}.${name}` };
    return new Deferred((positional, keyword) =>
      callPlugin(called, { positional, keyword }, context, this.#row),
    );
  }

  pyNames(): Iterable<string> {
    return [...this.#plugin.functions.keys(), ...this.#plugin.attributes.keys()];
  }
}

/** The plugin that a formula names; each formula is a separate place. */
export function boundPlugin(
  run: RunContext,
  name: string,
  where: { file: string; anew: boolean },
): Evaluate | undefined {
  const found = run.plugins.get(name);
  if (!found) return undefined;
  const context: PluginContext = { run, name, number: run.nextPlace(), ...where };
  return (row) => new PluginNamespace(found, context, row);
}

/** Finds the plugin function of a block: `Dataset.iterate: {dataset: people.csv}`. */
export function pluginBlock(plugin: Plugin, name: string): BlockFunction {
  return (args, context) => {
    const { run } = context;
    const contextOf = (): PluginContext => ({
      run,
      name: `${plugin.name}.${name}`,
      number: run.nextPlace(),
      file: context.place.file ?? run.file,
      anew: context.eachTimeAnew,
    });
    const called = plugin.functions.get(name);
    const attribute = plugin.attributes.get(name);
    if (!called) {
      if (attribute) {
        const at = contextOf();
        return (row) => attribute(pluginCall(at, row));
      }
      const known = [...plugin.functions.keys()];
      const hint = didYouMean(name, known) ?? `It has ${known.join(', ')}.`;
      context.problem(`The plugin ${plugin.name} has no function \`${name}\`.`, undefined, hint);
      return () => null;
    }
    const positional = args.positional.map((argument) => context.compile(argument));
    const named = args.named.map((argument) => [argument.name, context.compile(argument.value)] as const);
    const at = contextOf();
    return (row) => {
      const keyword: Record<string, Value> = {};
      for (const [key, value] of named) keyword[key] = value(row);
      return callPlugin(called, { positional: positional.map((value) => value(row)), keyword }, at, row);
    };
  };
}

/** Where the recipe calls a plugin's function. */
interface PluginContext {
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
function callPlugin(called: PluginFunction, given: PluginArguments, context: PluginContext, row: Row): Value {
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
function pluginCall({ run, file }: PluginContext, row: Row): PluginCall {
  return {
    draw: run.draw,
    rowNumber: row.id,
    now: run.now,
    folder: dirname(file),
    root: run.root,
  };
}

import type { Plugin } from '../plugins/plugin.ts';
import type { PyObject, Value } from '../python/value.ts';
import { didYouMean } from '../shared/nearest.ts';
import type { BlockFunction, Evaluate } from './compile-context.ts';
import { Deferred } from './deferred.ts';
import { callPlugin, type PluginContext, pluginCall } from './plugin-call.ts';
import type { Row } from './row.ts';
import type { RunContext } from './run-context.ts';

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

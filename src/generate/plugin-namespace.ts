import type { Plugin } from '../plugins/plugin.ts';
import type { PyObject, Value } from '../python/value.ts';
import { didYouMean } from '../shared/nearest.ts';
import { Deferred } from './deferred.ts';
import { callPlugin, type PluginSite, pluginCall } from './plugin-call.ts';
import type { Row } from './row.ts';
import type { BlockFunction, Evaluate } from './site.ts';
import type { World } from './world.ts';

/** A plugin in a formula: `Math.sqrt(2)`, `Math.pi`. */
class PluginNamespace implements PyObject {
  readonly #plugin: Plugin;
  readonly #site: PluginSite;
  readonly #row: Row;

  constructor(plugin: Plugin, site: PluginSite, row: Row) {
    this.#plugin = plugin;
    this.#site = site;
    this.#row = row;
  }

  pyText(): string {
    return `<plugin ${this.#plugin.name}>`;
  }

  pyGet(name: string): Value | undefined {
    const attribute = this.#plugin.attributes.get(name);
    if (attribute) return attribute(pluginCall(this.#site, this.#row));
    const called = this.#plugin.functions.get(name);
    if (!called) return undefined;
    const site = { ...this.#site, name: `${this.#plugin.name}.${name}` };
    return new Deferred((positional, keyword) =>
      callPlugin(called, { positional, keyword }, site, this.#row),
    );
  }

  pyNames(): Iterable<string> {
    return [...this.#plugin.functions.keys(), ...this.#plugin.attributes.keys()];
  }
}

/** The plugin that a formula names, each formula a place of its own. */
export function boundPlugin(
  world: World,
  name: string,
  where: { file: string; anew: boolean },
): Evaluate | undefined {
  const found = world.plugins.get(name);
  if (!found) return undefined;
  const site: PluginSite = { world, name, number: world.nextPlace(), ...where };
  return (row) => new PluginNamespace(found, site, row);
}

/** The function of a plugin that a block names: `Dataset.iterate: {dataset: people.csv}`. */
export function pluginBlock(plugin: Plugin, name: string): BlockFunction {
  return (args, site) => {
    const { world } = site;
    const siteOf = (): PluginSite => ({
      world,
      name: `${plugin.name}.${name}`,
      number: world.nextPlace(),
      file: site.place.file ?? world.file,
      anew: site.eachTimeAnew,
    });
    const called = plugin.functions.get(name);
    const attribute = plugin.attributes.get(name);
    if (!called) {
      if (attribute) {
        const at = siteOf();
        return (row) => attribute(pluginCall(at, row));
      }
      const known = [...plugin.functions.keys()];
      const hint = didYouMean(name, known) ?? `It has ${known.join(', ')}.`;
      site.problem(`The plugin ${plugin.name} has no function \`${name}\`.`, undefined, hint);
      return () => null;
    }
    const positional = args.positional.map((argument) => site.compile(argument));
    const named = args.named.map((argument) => [argument.name, site.compile(argument.value)] as const);
    const at = siteOf();
    return (row) => {
      const keyword: Record<string, Value> = {};
      for (const [key, value] of named) keyword[key] = value(row);
      return callPlugin(called, { positional: positional.map((value) => value(row)), keyword }, at, row);
    };
  };
}

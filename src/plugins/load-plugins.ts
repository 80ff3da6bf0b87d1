import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Topic } from '../fakes/fake.ts';
import { PROVIDERS } from '../fakes/providers.ts';
import type { PluginDeclaration, Recipe } from '../recipe/types.ts';
import type { Problem } from '../shared/errors.ts';
import { allowedFile } from '../shared/files/allowed-file.ts';
import { didYouMean } from '../shared/nearest.ts';
import { EXAMPLE_PLUGINS } from './examples.ts';
import { importedPlugin, messageOf } from './modules/imported.ts';
import { type OwnPlugin, ownPlugin } from './modules/own.ts';
import { type Plugin, plugin } from './plugin.ts';
import { type PluginInput, STANDARD_PLUGINS, standardPlugin } from './standard.ts';

const STANDARD = 'snowfakery.standard_plugins.';
const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

/**
 * Loads the plugins that a recipe declares, by the names used in the recipe; notes a problem for each unknown one.
 */
export async function loadPlugins(
  { plugins: declared, root, unread }: Pick<Recipe, 'plugins' | 'root' | 'unread'>,
  input: PluginInput,
  problems: Problem[],
): Promise<Map<string, Plugin>> {
  const plugins = new Map<string, Plugin>();
  for (const declaration of declared) {
    const name = declaration.name.split('.').at(-1)!;
    const found = await loadPlugin(declaration, name, root, input);
    if ('message' in found) {
      problems.push(found);
      unread.addName(name);
    } else plugins.set(name, found);
  }
  return plugins;
}

/** The fakes of the providers that a recipe declares. */
export function providedFakes(declared: readonly PluginDeclaration[]): Topic {
  return Object.assign({}, ...declared.map(({ name }) => providerOf(name) ?? {})) as Topic;
}

function providerOf(path: string): Topic | undefined {
  return Object.hasOwn(PROVIDERS, path) ? PROVIDERS[path] : undefined;
}

async function loadPlugin(
  { name: path, place }: PluginDeclaration,
  name: string,
  root: string,
  input: PluginInput,
): Promise<Plugin | Problem> {
  if (path.startsWith(STANDARD)) {
    const standard = standardPlugin(name, input);
    if (standard) return standard;
    const known = Object.keys(STANDARD_PLUGINS);
    const hint = didYouMean(name, known) ?? `Valid names: ${known.join(', ')}.`;
    return { message: `Unknown standard plugin \`${name}\`.`, place, hint };
  }
  if (providerOf(path)) return plugin(name, {});
  const folder = dirname(place.file ?? '.');
  const bases = [join(folder, 'plugins'), folder, 'plugins'].map((base) => join(base, ...path.split('.')));
  // `a.b.C` is the module a/b/C, or the export C of a/b.
  const modules = bases.flatMap((base) => [base, dirname(base)]);
  const file = modules
    .flatMap((base) => EXTENSIONS.map((extension) => base + extension))
    .find((one) => existsSync(one));
  if (!file && Object.hasOwn(EXAMPLE_PLUGINS, path)) return EXAMPLE_PLUGINS[path]!;
  if (!file) return missing(path, name, place, modules);
  // The code must be where a recipe may read, with links resolved.
  const allowed = allowedFile(relative(folder, file).replaceAll(sep, '/'), { folder, root });
  if (!('path' in allowed))
    return {
      message: `The plugin can't run: ${allowed.message}`,
      place,
      hint: allowed.hint ?? 'Allow more with `--root`.',
    };
  const module = await importedPlugin(file);
  if (module instanceof Error)
    return { message: `The plugin can't be loaded: ${module.message}`, place: { file } };
  const own = module[name] ?? module.default;
  if (typeof own === 'object' && own !== null) {
    try {
      return ownPlugin(name, own as OwnPlugin, file);
    } catch (error) {
      return { message: `The plugin can't be loaded: ${messageOf(error)}`, place: { file } };
    }
  }
  return {
    message: `${file} exports no \`${name}\`.`,
    place,
    hint: `Write: export const ${name} = { double: (x) => x * 2 }`,
  };
}

function missing(
  path: string,
  name: string,
  place: PluginDeclaration['place'],
  modules: readonly string[],
): Problem {
  // The file of `a.b.C` that docs/plugins.md describes: plugins/a/b.ts.
  const wanted = `${modules[path.includes('.') ? 1 : 0]}.ts`;
  const python = modules.map((module) => `${module}.py`).find((file) => existsSync(file));
  const instead = `write ${relative('.', wanted)} with \`export const ${name} = { name: (argument) => value }\``;
  if (name === 'Provider' || path.startsWith('faker')) {
    const near = didYouMean(path, Object.keys(PROVIDERS));
    return {
      message: `The plugin \`${path}\` is a provider of Python's Faker, which can't run here.`,
      place,
      hint: near ?? `Put the values in a CSV file for \`Dataset.shuffle\`, or ${instead}.`,
    };
  }
  return python
    ? {
        message: `The plugin \`${path}\` is Python (${python}), which can't run here.`,
        place,
        hint: `Instead, ${instead}.`,
      }
    : { message: `Unknown plugin \`${path}\`.`, place, hint: `To make it, ${instead}.` };
}

import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { Config } from '../config/schema.ts';
import type { Identity } from '../dataset/identity.ts';
import type { LoadDeclarations, Manifest, ManifestFile } from '../dataset/manifest.ts';
import { PyInt } from '../python/numbers/int.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import { sha256 } from '../random/hash.ts';
import type { Recipe } from '../recipe/types.ts';
import { toolVersion } from '../shared/package-root.ts';
import type { GenerateInput } from './generate.ts';
import { nameFiles } from './library/names.ts';

/** What a manifest says in addition to what its run was given. */
interface Made {
  identity: Identity;
  recipe: Recipe;
  files: ManifestFile[];
  /** The hash of the run that this one continues. */
  continues: string | undefined;
  load: LoadDeclarations | undefined;
  /** The files that stay as they were edited by hand, with their hashes before. */
  accepted: Readonly<Record<string, string>>;
}

/** The manifest of a run. */
export function makeManifest({ config, options, update }: GenerateInput, made: Made): Manifest {
  const { identity, recipe, files, continues, load, accepted } = made;
  return {
    stage: 'generated',
    dataset: identity.dataset,
    ...(identity.recipe === undefined ? {} : { recipe: identity.recipe }),
    seed: config.seed,
    as_of: config.as_of,
    key_prefix: identity.key_prefix,
    tool_version: toolVersion,
    inputs: inputHashes(recipe, config, options),
    files,
    ...(recipe.strict ? {} : { catalog: 'loose' as const }),
    ...(update ? { update: true as const } : {}),
    ...(continues ? { continues } : {}),
    ...(load ? { load } : {}),
    // Last, where `verify --accept` writes them, so that the manifest stays the same.
    ...(Object.keys(accepted).length > 0 ? { accepted } : {}),
  };
}

/**
 * SHA-256 of everything that determines the bytes: the recipe's files, the templates, and the configuration with its
 * options.
 */
function inputHashes(
  recipe: Recipe,
  config: Config,
  options: ReadonlyMap<string, Value>,
): Manifest['inputs'] {
  const contents = (files: readonly string[]) =>
    sha256(files.map((file) => sha256(withoutEditorLine(readFileSync(file)))).join('\n'));
  const { industries, recipe: _, dataset: __, openai: ___, salesforce: ____, objects, ...rest } = config;
  const chosen = industries.map(({ name, weight }) => ({ name, weight }));
  const declared = new Set(recipe.options.map(({ name }) => name));
  const given = Object.fromEntries(
    [...options]
      .filter(([name]) => declared.has(name))
      .map(([name, value]) => [name, value instanceof PyInt ? text(value) : String(value)]),
  );
  return {
    recipe: contents(recipe.files),
    templates: contents([...config.industries.map(({ template }) => template), ...nameFiles]),
    config: sha256(
      canonicalize({ ...rest, objects: withoutAdoption(objects), industries: chosen, options: given }) ?? '',
    ),
  };
}

/** Objects without the fields by which a load takes over records of an org: they don't affect the rows. */
function withoutAdoption(objects: Config['objects']): Config['objects'] {
  return Object.fromEntries(
    Object.entries(objects).flatMap(([name, own]) => {
      const { match, ...rest } = own;
      if (typeof match !== 'string' && !Array.isArray(match)) return [[name, own]];
      const isAll = Object.keys(rest).length === 1 && Object.keys(rest.fields).length === 0;
      return isAll ? [] : [[name, rest]];
    }),
  );
}

/** Drops a first line that names a schema for editors: it doesn't affect the rows. */
function withoutEditorLine(bytes: Buffer): Buffer {
  return bytes.indexOf('# yaml-language-server: ') === 0 ? bytes.subarray(bytes.indexOf('\n') + 1) : bytes;
}

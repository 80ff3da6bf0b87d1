import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { Config } from '../config/schema.ts';
import type { Manifest } from '../dataset/manifest.ts';
import { PyInt } from '../python/int.ts';
import { text } from '../python/text.ts';
import type { Value } from '../python/value.ts';
import { sha256 } from '../random/hash.ts';
import type { Recipe } from '../recipe/types.ts';
import { nameFiles } from './library/names.ts';

/**
 * SHA-256 of everything that determines the bytes: the recipe's files, the templates, and the configuration with its
 * options.
 */
export function inputHashes(
  recipe: Recipe,
  config: Config,
  options: ReadonlyMap<string, Value>,
): Manifest['inputs'] {
  const contents = (files: readonly string[]) =>
    sha256(files.map((file) => sha256(withoutEditorLine(readFileSync(file)))).join('\n'));
  const { industries, recipe: _, dataset: __, openai: ___, salesforce: ____, ...rest } = config;
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
    config: sha256(canonicalize({ ...rest, industries: chosen, options: given }) ?? ''),
  };
}

/** Drops a first line that names a schema for editors: it doesn't affect the rows. */
function withoutEditorLine(bytes: Buffer): Buffer {
  return bytes.indexOf('# yaml-language-server: ') === 0 ? bytes.subarray(bytes.indexOf('\n') + 1) : bytes;
}

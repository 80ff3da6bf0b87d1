import { existsSync } from 'node:fs';
import { requiredOnCreate } from '../../catalog/derive.ts';
import { lookupOfAll } from '../../catalog/org-records.ts';
import type { Place } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { shellWord } from '../../shared/shell-words.ts';
import type { RunContext } from '../run/run-context.ts';

/** Reports a field that the catalog doesn't know; the tool's own columns begin with one underscore. */
export function checkField(run: RunContext, sobject: string, name: string, place: Place): void {
  if (name === 'ExternalId') {
    run.problem("The column ExternalId is reserved for the record key; a recipe can't set it.", place);
    return;
  }
  const known = run.catalog[sobject]?.fields;
  if (!known || name.startsWith('_') || Object.hasOwn(known, name) || lookupOfAll(name)) return;
  run.unknownName(`${sobject} has no field \`${name}\`.`, place, didYouMean(name, Object.keys(known)));
}

/** Reports missing fields that an org requires, under a strict catalog only. */
export function checkRequired(
  run: RunContext,
  sobject: string,
  names: readonly string[],
  place: Place,
): void {
  if (!run.strict) return;
  for (const name of requiredOnCreate(run.catalog, sobject)) {
    if (names.includes(name)) continue;
    run.problem(`${sobject} requires the field \`${name}\`, which this template doesn't set.`, place);
  }
}

/** Reports an object that the catalog doesn't know: its fields have no types, and its references no target. */
export function checkObject(run: RunContext, sobject: string, place: Place): void {
  if (sobject.startsWith('__') || run.catalog[sobject]) return;
  run.unknownName(
    `The catalog has no object ${sobject}.`,
    place,
    didYouMean(sobject, Object.keys(run.catalog)) ?? configBeside(place),
  );
}

/** A recipe with custom objects often has a configuration of the same name beside it, which is easy to forget. */
function configBeside({ file = '' }: Place): string | undefined {
  const config = file.replace(/(?:\.recipe)?\.ya?ml$/, '.config.yml');
  if (config === file || !existsSync(config)) return undefined;
  return `If ${config} describes it, use \`--config ${shellWord(config)}\`.`;
}

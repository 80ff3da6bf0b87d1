import { existsSync } from 'node:fs';
import { requiredOnCreate } from '../catalog/required.ts';
import type { Place } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { shellWord } from '../shared/shell-words.ts';
import type { RunContext } from './run-context.ts';

/** Fields that the catalog does not know; columns of the tool's own begin with one underscore. */
export function checkField(run: RunContext, sobject: string, name: string, place: Place): void {
  if (name === 'ExternalId') {
    run.problem("The column ExternalId is reserved for the record key; a recipe can't set it.", place);
    return;
  }
  const known = run.catalog[sobject]?.fields;
  if (!known || name.startsWith('_') || Object.hasOwn(known, name)) return;
  run.unknownName(`${sobject} has no field \`${name}\`.`, place, didYouMean(name, Object.keys(known)));
}

/** Fields without which an org refuses the rows of a template; a problem under a strict catalog alone. */
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

/** An object that the catalog does not know: its fields have no types, and its references no target. */
export function checkObject(run: RunContext, sobject: string, place: Place): void {
  if (sobject.startsWith('__') || run.catalog[sobject]) return;
  run.unknownName(
    `The catalog has no object ${sobject}.`,
    place,
    didYouMean(sobject, Object.keys(run.catalog)) ?? configBeside(place),
  );
}

/** A recipe of objects of one's own has a configuration of its name beside it, which a user forgets to name. */
function configBeside({ file = '' }: Place): string | undefined {
  const config = file.replace(/(?:\.recipe)?\.ya?ml$/, '.config.yml');
  if (config === file || !existsSync(config)) return undefined;
  return `If ${config} describes it, use \`--config ${shellWord(config)}\`.`;
}

import type { Config } from '../config/schema.ts';
import { UserError } from '../shared/errors.ts';
import { usualMatch } from './keyless.ts';
import { standardCatalog } from './standard.ts';
import type { Catalog, SObject } from './types.ts';

/** Merges the user's objects and fields into the standard catalog; refuses a code that two objects share. */
export function catalogOf(overlay: Config['objects']): Catalog {
  // No prototype, so that names such as `constructor` aren't found by accident.
  const catalog: Record<string, SObject> = Object.assign(Object.create(null), standardCatalog);
  for (const [name, own] of Object.entries(overlay)) {
    const known = catalog[name];
    const customFieldsOn = own.customFieldsOn ?? known?.customFieldsOn;
    const { match, adoptBy } = matchOf(name, own, known);
    catalog[name] = {
      code: own.code ?? known?.code ?? name,
      match,
      ...(adoptBy ? { adoptBy } : {}),
      ...(customFieldsOn ? { customFieldsOn } : {}),
      fields: { ...known?.fields, ...own.fields },
    };
  }
  for (const [name, sobject] of Object.entries(catalog))
    catalog[name] = { ...sobject, fields: Object.assign(Object.create(null), sobject.fields) };
  const byCode = new Map<string, string>();
  for (const [name, { code }] of Object.entries(catalog)) {
    const other = byCode.get(code);
    if (other) {
      throw new UserError(
        `The objects ${other} and ${name} have the same code ${code}; their keys would collide.`,
      );
    }
    byCode.set(code, name);
  }
  return catalog;
}

/** How records of an object are found: as stated, or also by the values of fields. */
function matchOf(
  name: string,
  own: Config['objects'][string],
  known: SObject | undefined,
): Pick<SObject, 'match' | 'adoptBy'> {
  const usual = known?.match ?? usualMatch(name);
  if (own.match === undefined) return { match: usual };
  if (typeof own.match !== 'string' && !Array.isArray(own.match)) return { match: own.match };
  const fields = [own.match].flat();
  if (usual.by === 'external_id') return { match: usual, adoptBy: [...new Set(fields)] };
  const stated =
    usual.by === 'parents' ? `by: parents, fields: [${usual.fields.join(', ')}]` : 'by: content, …';
  throw new UserError({
    message: `\`objects.${name}.match\`: ${name} has no External ID field, so its records are found by their parents alone.`,
    hint: `Use the form \`match: {${stated}}\`.`,
  });
}

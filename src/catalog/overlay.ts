import type { Config } from '../config/schema.ts';
import { UserError } from '../shared/errors.ts';
import { standardCatalog } from './standard.ts';
import type { Catalog, SObject } from './types.ts';

/** Merges the user's objects and fields into the standard catalog; refuses a code that two objects share. */
export function catalogOf(overlay: Config['objects']): Catalog {
  // No prototype, so that names such as `constructor` aren't found by accident.
  const catalog: Record<string, SObject> = Object.assign(Object.create(null), standardCatalog);
  for (const [name, own] of Object.entries(overlay)) {
    const known = catalog[name];
    const customFieldsOn = own.customFieldsOn ?? known?.customFieldsOn;
    catalog[name] = {
      code: own.code ?? known?.code ?? name,
      match: own.match ?? known?.match ?? { by: 'external_id' },
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

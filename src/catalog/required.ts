import { standardCatalog } from './standard.ts';
import type { Catalog } from './types.ts';

/**
 * The fields without which an org refuses a new record, as far as a configuration says so, mostly one that `catalog import`
 * printed. Of the catalog's own objects an org fills some fields, which only its describe tells.
 */
export function requiredOnCreate(catalog: Catalog, sobject: string): string[] {
  const known = Object.hasOwn(catalog, sobject) ? catalog[sobject]!.fields : {};
  const standard = Object.hasOwn(standardCatalog, sobject) ? standardCatalog[sobject]!.fields : {};
  return Object.entries(known).flatMap(([name, field]) =>
    field.required && !field.computed && field !== standard[name] ? [name] : [],
  );
}

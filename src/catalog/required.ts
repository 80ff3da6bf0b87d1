import { standardCatalog } from './standard.ts';
import type { Catalog } from './types.ts';

/**
 * The fields that an org requires in a new record, according to a configuration, usually one that `catalog import`
 * printed. For the catalog's own objects, only a describe says which fields the org fills itself.
 */
export function requiredOnCreate(catalog: Catalog, sobject: string): string[] {
  const known = Object.hasOwn(catalog, sobject) ? catalog[sobject]!.fields : {};
  const standard = Object.hasOwn(standardCatalog, sobject) ? standardCatalog[sobject]!.fields : {};
  return Object.entries(known).flatMap(([name, field]) =>
    field.required && !field.computed && field !== standard[name] ? [name] : [],
  );
}

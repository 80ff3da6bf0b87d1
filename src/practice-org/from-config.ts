import type { Catalog, Field } from '../catalog/types.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { Config } from '../config/schema.ts';
import type { OrgOptions } from './options.ts';
import { builtIn } from './schema/build.ts';
import type { FieldChange } from './schema/corrections.ts';
import { orgField } from './schema/fields.ts';

/**
 * An org with the `objects:` of a configuration: custom objects, and additional fields of others. Only where persons can be
 * accounts has Account a LastName.
 */
export function fromConfig(file: string): OwnObjects {
  const { config } = resolveConfig({ file, settings: [], env: {} });
  return fromObjects(config.objects);
}

type OwnObjects = Pick<OrgOptions, 'objects' | 'fields' | 'personAccounts'>;

/** The same of objects that are stated elsewhere. */
export function fromObjects(stated: Config['objects']): OwnObjects {
  const objects: Record<string, Catalog[string]> = {};
  const fields: Record<string, FieldChange> = {};
  for (const [name, one] of Object.entries(stated)) {
    const own = one.fields as Record<string, Field>;
    if (name in builtIn)
      for (const [field, shape] of Object.entries(own)) {
        const { name: _, ...described } = orgField(field, shape);
        if (!builtIn[name]!.fields[field]) fields[`${name}.${field}`] = described;
      }
    else
      objects[name] = {
        code: one.code ?? name,
        match: typeof one.match === 'object' && 'by' in one.match ? one.match : { by: 'external_id' },
        fields: own,
      };
  }
  return { objects, fields, personAccounts: 'LastName' in (stated.Account?.fields ?? {}) };
}

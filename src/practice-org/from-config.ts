import { standardCatalog } from '../catalog/standard.ts';
import type { Catalog, Field } from '../catalog/types.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { OrgOptions } from './options.ts';
import type { FieldChange } from './schema/corrections.ts';
import { orgField } from './schema/fields.ts';

/** An org with the `objects:` of a configuration: custom objects, and additional fields of standard ones. */
export function fromConfig(file: string): Pick<OrgOptions, 'objects' | 'fields'> {
  const { config } = resolveConfig({ file, settings: [], env: {} });
  const objects: Record<string, Catalog[string]> = {};
  const fields: Record<string, FieldChange> = {};
  for (const [name, stated] of Object.entries(config.objects)) {
    const own = stated.fields as Record<string, Field>;
    if (name in standardCatalog)
      for (const [field, shape] of Object.entries(own)) {
        const { name: _, ...described } = orgField(field, shape);
        if (!standardCatalog[name]!.fields[field]) fields[`${name}.${field}`] = described;
      }
    else
      objects[name] = {
        code: stated.code ?? name,
        match: stated.match ?? { by: 'external_id' },
        fields: own,
      };
  }
  return { objects, fields };
}

import type { Catalog, Field } from '../catalog/types.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { OrgOptions } from './options.ts';
import { builtIn } from './schema/build.ts';
import type { FieldChange } from './schema/corrections.ts';
import { orgField } from './schema/fields.ts';

/**
 * An org with the `objects:` of a configuration: custom objects, and additional fields of others. Only where persons can be
 * accounts has Account a LastName.
 */
export function fromConfig(file: string): Pick<OrgOptions, 'objects' | 'fields' | 'personAccounts'> {
  const { config } = resolveConfig({ file, settings: [], env: {} });
  const objects: Record<string, Catalog[string]> = {};
  const fields: Record<string, FieldChange> = {};
  for (const [name, stated] of Object.entries(config.objects)) {
    const own = stated.fields as Record<string, Field>;
    if (name in builtIn)
      for (const [field, shape] of Object.entries(own)) {
        const { name: _, ...described } = orgField(field, shape);
        if (!builtIn[name]!.fields[field]) fields[`${name}.${field}`] = described;
      }
    else
      objects[name] = {
        code: stated.code ?? name,
        match:
          typeof stated.match === 'object' && 'by' in stated.match ? stated.match : { by: 'external_id' },
        fields: own,
      };
  }
  return { objects, fields, personAccounts: 'LastName' in (config.objects.Account?.fields ?? {}) };
}

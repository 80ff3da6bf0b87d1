import type { Catalog, Field, SObject } from '../catalog/types.ts';
import type { KeyIndex } from './keys.ts';
import type { OrgField, OrgSchema } from './org-schema.ts';
import type { TextTable } from './text-table.ts';

/**
 * The catalog with what it does not know of a data set's objects and fields: taken from the org's describe, and
 * without one, a column of keys is taken for a lookup to the objects that the keys belong to. An object that nothing is
 * known of has the fields that the data set gives it, as texts.
 */
export function extendCatalog(
  catalog: Catalog,
  tables: readonly TextTable[],
  keys: KeyIndex,
  org?: OrgSchema,
): Catalog {
  const extended: Record<string, SObject> = { ...catalog };
  for (const table of tables) {
    const known = catalog[table.sobject];
    const missing: Record<string, Field> = {};
    table.columns.forEach((column, index) => {
      if (column === 'ExternalId' || column.startsWith('_') || known?.fields[column]) return;
      const described = org?.[table.sobject]?.fields[column];
      const field = described
        ? fieldOf(described)
        : (lookupOfKeys(table, column, index, keys) ?? (known || org ? undefined : ANY_TEXT));
      if (field) missing[column] = field;
    });
    if (known && Object.keys(missing).length === 0) continue;
    const base = known ?? { code: table.sobject, match: { by: 'external_id' as const }, fields: {} };
    extended[table.sobject] = { ...base, fields: { ...base.fields, ...missing } };
  }
  return extended;
}

/** As long as a text in Salesforce can be. */
const ANY_TEXT: Field = { type: 'string', length: 131_072 };

function lookupOfKeys(table: TextTable, column: string, index: number, keys: KeyIndex): Field | undefined {
  const targets = new Set<string>();
  for (const row of table.rows) {
    const cell = row[index]!;
    if (cell === '') continue;
    const sobject = keys.get(cell);
    if (!sobject) return undefined;
    targets.add(sobject);
  }
  if (targets.size === 0) return undefined;
  const relationship = column.endsWith('__c') ? column.replace(/__c$/, '__r') : column.replace(/Id$/, '');
  return {
    type: 'reference',
    to: [...targets],
    relationship,
    ...(targets.size > 1 ? { polymorphic: true } : {}),
  };
}

function fieldOf(field: OrgField): Field | undefined {
  const shared = {
    ...(field.createable && !field.nillable && !field.defaultedOnCreate ? { required: true as const } : {}),
    ...(field.createable && !field.updateable ? { createOnly: true as const } : {}),
    ...(field.createable || field.updateable ? {} : { computed: true as const }),
  };
  if (field.type === 'reference') {
    if (!field.relationship) return undefined;
    const polymorphic = field.polymorphic ? { polymorphic: true as const } : {};
    return {
      type: 'reference',
      to: field.referenceTo,
      relationship: field.relationship,
      ...polymorphic,
      ...shared,
    };
  }
  if (field.type === 'date' || field.type === 'datetime') return { type: field.type, ...shared };
  if (field.type === 'boolean' || field.type === 'int') return { type: field.type, ...shared };
  if (field.type === 'double' || field.type === 'currency' || field.type === 'percent') {
    return { type: field.type, precision: 18, scale: 0, ...shared };
  }
  return { type: 'string', length: field.length || 255, ...shared };
}

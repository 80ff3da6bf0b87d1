import { usualMatch } from '../catalog/keyless.ts';
import { lookupOfAll } from '../catalog/org-records.ts';
import type { Catalog, Field, SObject } from '../catalog/types.ts';
import type { OrgSchema } from '../org/describe.ts';
import { catalogField } from '../org/overlay-of.ts';
import { isEmptyCell } from '../shared/special-cells.ts';
import type { KeyIndex } from './keys.ts';
import type { TextTable } from './text-table.ts';

/** A catalog with all objects and fields of a dataset. */
export interface ExtendedCatalog {
  catalog: Catalog;
  /** Objects of the dataset that the catalog didn't have. */
  unknown: string[];
  /** Assumptions made without an org, as sentences. */
  notes: string[];
}

/** The maximum length of a Salesforce text field. */
const ANY_TEXT: Field = { type: 'textarea', length: 131_072 };

/**
 * Adds a dataset's unknown objects and fields to the catalog, from the org's describe. Without an org, a column of
 * keys becomes a lookup to the objects that the keys belong to, and any other column becomes text.
 */
export function extendCatalog(
  catalog: Catalog,
  tables: readonly TextTable[],
  keys: KeyIndex,
  org?: OrgSchema,
): ExtendedCatalog {
  const extended: Record<string, SObject> = { ...catalog };
  const unknown: string[] = [];
  const notes: string[] = [];
  for (const table of tables) {
    const known = catalog[table.sobject];
    const missing: Record<string, Field> = {};
    const ofAll: Record<string, Field> = {};
    table.columns.forEach((column, index) => {
      if (column === 'ExternalId' || column.startsWith('_') || known?.fields[column]) return;
      const lookup = org ? undefined : lookupOfAll(column);
      if (lookup) {
        ofAll[lookup.name] = lookup.field;
        return;
      }
      const described = org?.[table.sobject]?.fields[column];
      const field = described
        ? catalogField(described)
        : (lookupOfKeys(table, column, index, keys) ?? (org ? undefined : ANY_TEXT));
      if (field) missing[column] = field;
    });
    if (!known) unknown.push(table.sobject);
    const isNew = !known || Object.keys(missing).length > 0;
    if (!isNew && Object.keys(ofAll).length === 0) continue;
    if (!org && isNew) notes.push(noteOf(table.sobject, known, missing));
    const base = known ?? { code: table.sobject, match: usualMatch(table.sobject), fields: {} };
    extended[table.sobject] = { ...base, fields: { ...base.fields, ...missing, ...ofAll } };
  }
  return { catalog: extended, unknown, notes };
}

/** The note about an unknown object: the assumptions, and how to describe it. */
function noteOf(
  sobject: string,
  known: SObject | undefined,
  missing: Readonly<Record<string, Field>>,
): string {
  const lacking = known ? `field ${listOf(Object.keys(missing))} of ${sobject}` : `object ${sobject}`;
  const said = Object.entries(missing).flatMap(([name, field]) =>
    field.type === 'reference' ? [`${name} is treated as a lookup to ${field.to.join(' or ')}`] : [],
  );
  if (said.length < Object.keys(missing).length)
    said.push("values load unchanged and unchecked, and dates don't shift");
  const more = `sfdc-datagen catalog import ${sobject} --target-org ORG`;
  return `The catalog has no ${lacking}: ${listOf(said)}. To read it from an org: ${more}`;
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function lookupOfKeys(table: TextTable, column: string, index: number, keys: KeyIndex): Field | undefined {
  const targets = new Set<string>();
  for (const row of table.rows) {
    const cell = row[index]!;
    if (isEmptyCell(cell)) continue;
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

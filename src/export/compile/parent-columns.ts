import { PERSON_CONTACT } from '../person-contacts.ts';
import type { ParentMapping } from './column-mapping.ts';
import type { ExportColumn } from './export-file.ts';

/**
 * Groups rows into as few files as headers allow: a signature is the parent's type of a row for each polymorphic
 * lookup, '' without a parent. Two signatures share a file if no lookup has two types; the result maps each signature
 * to the types of its file. Source: two typed columns of one lookup in one job are risky, so each type has its own
 * job.
 */
export function groupSignatures(signatures: Iterable<readonly string[]>): Map<string, readonly string[]> {
  const filled = (types: readonly string[]) => types.filter((type) => type !== '').length;
  const byKey = new Map<string, readonly string[]>();
  for (const types of signatures) byKey.set(signatureKey(types), types);
  const distinct = [...byKey.values()].sort(
    (a, b) => filled(b) - filled(a) || (signatureKey(a) < signatureKey(b) ? -1 : 1),
  );
  const groups: { types: string[]; members: string[] }[] = [];
  for (const types of distinct) {
    const fits = groups.find((group) =>
      types.every((type, at) => type === '' || group.types[at] === '' || group.types[at] === type),
    );
    if (fits) {
      fits.members.push(signatureKey(types));
      fits.types = fits.types.map((type, at) => type || types[at]!);
    } else groups.push({ types: [...types], members: [signatureKey(types)] });
  }
  return new Map(groups.flatMap(({ types, members }) => members.map((member) => [member, types] as const)));
}

export function signatureKey(types: readonly string[]): string {
  return types.join('|');
}

/** `-Opportunity` for Tasks whose What is an opportunity; empty if an object has only one file. */
export function fileTags(groups: readonly (readonly string[])[], references: readonly ParentMapping[]) {
  const varies = references.map(
    (_, at) => new Set(groups.map((types) => types[at]).filter(Boolean)).size > 1,
  );
  return new Map(
    groups.map((types) => {
      const parts = types.filter((_, at) => varies[at]).map((type) => type || 'none');
      return [types, parts.map((part) => `-${part}`).join('')] as const;
    }),
  );
}

/** The column of a lookup whose parents have one type, or are ids of the org. */
export function referenceColumn(
  mapping: ParentMapping,
  type: string,
  { externalIdField, isKeyed }: { externalIdField: string; isKeyed(sobject: string): boolean },
): ExportColumn {
  const { field, relationship, polymorphic } = mapping;
  if (type === 'id') return { kind: 'id', header: field, field };
  const createOnly = mapping.createOnly ? { createOnly: true as const } : {};
  if (type === PERSON_CONTACT)
    return {
      ...{ kind: 'parent', header: field, field, to: 'Account', byId: true, personContact: true },
      ...createOnly,
    };
  if (!isKeyed(type)) return { kind: 'parent', header: field, field, to: type, byId: true, ...createOnly };
  const header = parentHeader({ relationship, polymorphic, to: type }, externalIdField);
  return { kind: 'parent', header, field, to: type, ...createOnly };
}

/**
 * The header of a parent given by its external ID: `Account.Key__c`, or `Contact:Who.Key__c` for a polymorphic
 * lookup, which requires the type; elsewhere, a type is an error. Source: Bulk API 2.0 Developer Guide, relationship
 * fields.
 */
function parentHeader(
  parent: { relationship: string; polymorphic: boolean; to: string },
  externalIdField: string,
): string {
  return `${parent.polymorphic ? `${parent.to}:` : ''}${parent.relationship}.${externalIdField}`;
}

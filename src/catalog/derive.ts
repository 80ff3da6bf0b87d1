import type { Catalog, Field } from './types.ts';

/** A reference field and the objects it may point to. */
export interface Reference {
  field: string;
  to: readonly string[];
  relationship: string;
  polymorphic: boolean;
  required: boolean;
}

/** The references of an object, in the order of its fields; none where the catalog does not know it. */
export function referencesOf(catalog: Catalog, sobject: string): Reference[] {
  return Object.entries(catalog[sobject]?.fields ?? {}).flatMap(([field, shape]) =>
    shape.type === 'reference'
      ? [
          {
            field,
            to: shape.to,
            relationship: shape.relationship,
            polymorphic: shape.polymorphic === true,
            required: shape.required === true,
          },
        ]
      : [],
  );
}

/** The longest text that a field takes, and in which unit; undefined where the type has no length. */
export function lengthOf(field: Field): { max: number; unit: 'characters' | 'bytes' } | undefined {
  if (!('length' in field)) return undefined;
  return { max: field.length, unit: field.bytes ? 'bytes' : 'characters' };
}

/**
 * The objects in levels: every object comes after all that it refers to, and those of one level are independent.
 * Self-references do not count; a cycle is broken at its required references first and named by `cycles`.
 */
export function dependencyLevels(catalog: Catalog, sobjects: readonly string[]): string[][] {
  const waiting = new Set(sobjects);
  const levels: string[][] = [];
  while (waiting.size > 0) {
    const parents = (sobject: string, requiredOnly: boolean) =>
      referencesOf(catalog, sobject)
        .filter((reference) => !requiredOnly || reference.required)
        .flatMap((reference) => reference.to)
        .filter((parent) => parent !== sobject && waiting.has(parent));
    const free = (requiredOnly: boolean) =>
      [...waiting].filter((sobject) => parents(sobject, requiredOnly).length === 0);
    let level = free(false);
    if (level.length === 0) level = free(true).slice(0, 1);
    if (level.length === 0) level = [...waiting].slice(0, 1);
    for (const sobject of level) waiting.delete(sobject);
    levels.push(level);
  }
  return levels;
}

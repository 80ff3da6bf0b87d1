import { UserError } from '../shared/errors.ts';
import { standardCatalog } from './standard.ts';
import type { Catalog, Field } from './types.ts';

/** A reference field and the objects it may point to. */
export interface Reference {
  field: string;
  to: readonly string[];
  relationship: string;
  polymorphic: boolean;
  required: boolean;
}

/** The references of an object, in the order of its fields; empty for an unknown object. */
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

/** The maximum length of a field's text with its unit; undefined if the type has no length. */
export function textLimit(field: Field): { max: number; unit: 'characters' | 'bytes' } | undefined {
  if (!('length' in field)) return undefined;
  return { max: field.length, unit: field.bytes ? 'bytes' : 'characters' };
}

/** Objects that an object must come after because the user says so. */
export type After = Readonly<Record<string, readonly string[]>>;

/**
 * Sorts the objects into levels: each object comes after those that it refers to, and objects of one level are
 * independent. Self-references are ignored. To break a cycle, `after` wins over required references, and these over
 * others; a cycle in `after` itself is a UserError.
 */
export function dependencyLevels(
  catalog: Catalog,
  sobjects: readonly string[],
  after: After = {},
): string[][] {
  const waiting = new Set(sobjects);
  const circle = circleIn(after, sobjects);
  if (circle) throw new UserError({ message: circleText(circle) });
  const levels: string[][] = [];
  while (waiting.size > 0) {
    const isFree = (sobject: string) =>
      (after[sobject] ?? []).every((other) => other === sobject || !waiting.has(other));
    const parents = (sobject: string, requiredOnly: boolean) =>
      referencesOf(catalog, sobject)
        .filter((reference) => !requiredOnly || reference.required)
        .flatMap((reference) => reference.to)
        .filter((parent) => parent !== sobject && waiting.has(parent));
    const open = [...waiting].filter(isFree);
    const without = (requiredOnly: boolean) =>
      open.filter((sobject) => parents(sobject, requiredOnly).length === 0);
    // A cycle is best broken at an object that others must come after: its references are set later.
    const awaited = new Set([...waiting].flatMap((sobject) => after[sobject] ?? []));
    const first = (list: readonly string[]) =>
      (list.some((one) => awaited.has(one)) ? list.filter((one) => awaited.has(one)) : list).slice(0, 1);
    let level = without(false);
    if (level.length === 0) level = first(without(true));
    if (level.length === 0) level = first(open);
    for (const sobject of level) waiting.delete(sobject);
    levels.push(level);
  }
  return levels;
}

/**
 * Returns objects of which each must come after the next and the last after the first; undefined if there is no
 * cycle.
 */
export function circleIn(after: After, sobjects: readonly string[]): string[] | undefined {
  const known = new Set(sobjects);
  const over = new Set<string>();
  const walk = (sobject: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(sobject)) return path.slice(path.indexOf(sobject));
    if (over.has(sobject)) return undefined;
    for (const other of after[sobject] ?? []) {
      const circle = other === sobject || !known.has(other) ? undefined : walk(other, [...path, sobject]);
      if (circle) return circle;
    }
    over.add(sobject);
    return undefined;
  };
  for (const sobject of sobjects) {
    const circle = walk(sobject, []);
    if (circle) return circle;
  }
  return undefined;
}

/** `load_after` goes in a circle: Account after Contact after Account. */
export function circleText(circle: readonly string[]): string {
  return `\`load_after\` is circular: ${[...circle, circle[0]].join(' after ')}.`;
}

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

import type { Reference } from '../../catalog/derive.ts';
import { referencesOf } from '../../catalog/derive.ts';
import { type DatasetIndex, type SheetRow, slotName } from './dataset-index.ts';

/** The parents of a row, by the prefix of their slots: `account`, `contact`, `what`, `reports_to`. */
export type Ancestors = ReadonlyMap<string, SheetRow>;

/**
 * Follows references upwards, nearest first. The first row of each object takes the object's name as its prefix; a
 * direct reference also takes the name of its relationship. A row tied to others through a junction (an opportunity
 * to contacts through its roles) has the primary one of those as an ancestor too.
 */
export function ancestorsOf(data: DatasetIndex, row: SheetRow, junctions: Junctions): Ancestors {
  const found = new Map<string, SheetRow>();
  const queue: SheetRow[] = [row];
  for (const current of queue) {
    for (const reference of current.sheet.references) {
      const target = data.byKey.get(current.cells[reference.column]!);
      if (!target) continue;
      if (current === row) found.set(slotName(reference.relationship), target);
      if (target.sheet.object === row.sheet.object) continue;
      const prefix = slotName(target.sheet.object);
      if (found.get(prefix)?.sheet.object !== target.sheet.object) {
        found.set(prefix, target);
        queue.push(target);
      }
    }
  }
  for (const current of queue) {
    for (const partner of junctions.get(current) ?? []) {
      const prefix = slotName(partner.sheet.object);
      if (!found.has(prefix) && partner.sheet.object !== row.sheet.object) found.set(prefix, partner);
    }
  }
  return found;
}

/** What a row is tied to through rows of a junction object, the primary one first. */
export type Junctions = ReadonlyMap<SheetRow, readonly SheetRow[]>;

/** Reads the junction objects of a dataset: those that the catalog matches by the pair of their parents. */
export function junctionsOf(data: DatasetIndex): Junctions {
  const found = new Map<SheetRow, SheetRow[]>();
  for (const sheet of data.sheets.values()) {
    if (data.catalog[sheet.object]?.match.by !== 'parents') continue;
    const primary = sheet.columnOf.get('IsPrimary');
    for (const row of sheet.rows) {
      const parents = sheet.references.flatMap(({ column }) => data.byKey.get(row.cells[column]!) ?? []);
      const [parent, partner] = parents;
      if (!parent || !partner) continue;
      const partners = found.get(parent) ?? [];
      if (primary !== undefined && row.cells[primary] === 'true') partners.unshift(partner);
      else partners.push(partner);
      found.set(parent, partners);
    }
  }
  return found;
}

/** The objects that rows of an object can have as parents, by prefix: known before any row is looked at. */
export function ancestorObjects(data: DatasetIndex, object: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (prefix: string, target: string) => {
    const objects = found.get(prefix) ?? new Set();
    objects.add(target);
    found.set(prefix, objects);
  };
  const seen = new Set([object]);
  const queue = [object];
  for (const current of queue) {
    const partners = Object.entries(data.catalog).flatMap(([junction, { match }]) =>
      match.by === 'parents' && match.fields.some((field) => pointsTo(data, junction, field, current))
        ? referencesAt(data, junction)
        : [],
    );
    for (const reference of [...referencesAt(data, current), ...partners]) {
      for (const target of reference.to) {
        if (current === object && !partners.includes(reference))
          add(slotName(reference.relationship), target);
        if (target === object) continue;
        add(slotName(target), target);
        if (!seen.has(target)) {
          seen.add(target);
          queue.push(target);
        }
      }
    }
  }
  return found;
}

function pointsTo(data: DatasetIndex, object: string, field: string, target: string): boolean {
  return referencesAt(data, object).some((one) => one.field === field && one.to.includes(target));
}

function referencesAt(
  data: DatasetIndex,
  object: string,
): readonly Pick<Reference, 'field' | 'relationship' | 'to'>[] {
  const own = data.sheets.get(object)?.references ?? [];
  const known = referencesOf(data.catalog, object).filter(
    (reference) => !own.some((one) => one.field === reference.field),
  );
  return [...own, ...known];
}

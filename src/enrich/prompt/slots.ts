import type { IndustryTexts } from '../industry.ts';
import { type Ancestors, ancestorObjects, ancestorsOf, junctionsOf } from '../plan/ancestors.ts';
import { type DatasetIndex, type SheetRow, slotName, type Wanted } from '../plan/dataset-index.ts';
import { fieldsOf, type Pieces } from './fields.ts';
import { type SpecialSlots, specialSlots } from './special.ts';

/** What the slots of a dataset hold. */
export interface Slots {
  /** All slots that a template may name for an object. */
  known(object: string): ReadonlySet<string>;
  /** The pieces of one slot for a wanted text. */
  pieces(wanted: Wanted, slot: string): Pieces;
  /** Every slot that has a value without waiting for another text. */
  values(wanted: Wanted): Record<string, string>;
  /** The template name of the row's industry, or ''. */
  industryOf(row: SheetRow): string;
}

/** Makes the slots of a dataset; `industry` gives the template of an industry's name. */
export function slotsOf(data: DatasetIndex, industry: (name: string) => IndustryTexts): Slots {
  const fields = fieldsOf(data);
  const around = ancestorsIn(data);
  const industryOf = (row: SheetRow): string => {
    for (const one of [row, ...around(row).values()]) {
      const column = one.sheet.columnOf.get('_industry');
      if (column !== undefined && one.cells[column]) return one.cells[column];
    }
    return '';
  };
  const special = specialSlots(data, fields, around, (row) => industry(industryOf(row)));
  const isSpecial = (slot: string): slot is keyof SpecialSlots => Object.hasOwn(special, slot);

  const pieces = (wanted: Wanted, slot: string): Pieces => {
    const { row } = wanted;
    const bare = fields.pieces(row, slot);
    if (bare) return bare;
    if (isSpecial(slot)) return special[slot](wanted);
    for (const [prefix, ancestor] of [[slotName(row.sheet.object), row] as const, ...around(row)]) {
      if (!slot.startsWith(`${prefix}_`)) continue;
      const found = fields.pieces(ancestor, slot.slice(prefix.length + 1));
      if (found) return found;
    }
    return [];
  };

  const values = (wanted: Wanted): Record<string, string> => {
    const { row } = wanted;
    const all: Record<string, string> = {};
    for (const [prefix, ancestor] of around(row)) Object.assign(all, fields.all(ancestor, `${prefix}_`));
    Object.assign(all, fields.all(row, `${slotName(row.sheet.object)}_`));
    for (const slot of Object.keys(special).filter(isSpecial)) {
      const found = special[slot](wanted);
      if (found.every((piece) => typeof piece === 'string')) all[slot] = found.join('');
    }
    return Object.assign(all, fields.all(row, ''));
  };

  const knownNames = new Map<string, Set<string>>();
  const known = (object: string): ReadonlySet<string> => {
    let names = knownNames.get(object);
    if (!names) {
      names = new Set([...Object.keys(special), ...fieldSlots(data, object)]);
      for (const [prefix, objects] of [
        [slotName(object), [object]] as const,
        ...ancestorObjects(data, object),
      ]) {
        for (const one of objects) for (const slot of fieldSlots(data, one)) names.add(`${prefix}_${slot}`);
      }
      knownNames.set(object, names);
    }
    return names;
  };
  return { known, pieces, values, industryOf };
}

/** The parents of each row, looked up once. */
function ancestorsIn(data: DatasetIndex): (row: SheetRow) => Ancestors {
  const junctions = junctionsOf(data);
  const found = new Map<SheetRow, Ancestors>();
  return (row) => {
    let ancestors = found.get(row);
    if (!ancestors) {
      ancestors = ancestorsOf(data, row, junctions);
      found.set(row, ancestors);
    }
    return ancestors;
  };
}

/** The slots of an object's fields: the columns of the dataset and what the catalog knows besides. */
function fieldSlots(data: DatasetIndex, object: string): string[] {
  const shapes = data.catalog[object]?.fields ?? {};
  const columns = data.sheets.get(object)?.columns ?? [];
  const names = [...columns, ...Object.keys(shapes)].filter(
    (name) => name !== 'ExternalId' && shapes[name]?.type !== 'reference',
  );
  return [...new Set([...names.map(slotName), ...(names.includes('LastName') ? ['name'] : [])])];
}

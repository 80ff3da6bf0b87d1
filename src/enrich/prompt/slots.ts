import type { IndustryTexts } from '../industry.ts';
import {
  type Ancestors,
  ancestorObjects,
  ancestorsOf,
  type Junctions,
  junctionsOf,
} from '../plan/ancestors.ts';
import { speakerOf, type Turn, threadsOf } from '../plan/thread.ts';
import { fieldOf, type Row, type Sheet, slotName, type Wanted, type World } from '../plan/world.ts';
import { keyedPick } from './pick.ts';
import { present } from './present.ts';
import { anglesOf, TONES } from './tones.ts';

/** What a slot holds: pieces of text, and texts that are still to be written. None is a blank. */
export type Pieces = readonly (string | Wanted)[];

/** Slots that stand for something other than a field. */
export const SPECIAL = [
  ...['company_name', 'industry', 'industry_context', 'vocabulary', 'competitor', 'theme', 'tone', 'angle'],
  ...['turn', 'turns', 'speaker', 'previous_comments'],
] as const;

type Special = (typeof SPECIAL)[number];

const isSpecial = (slot: string): slot is Special => (SPECIAL as readonly string[]).includes(slot);

/** What the slots of a data set hold. */
export interface Slots {
  /** All slots that a template may name for an object. */
  known(object: string): ReadonlySet<string>;
  /** The pieces of one slot for a wanted text. */
  pieces(wanted: Wanted, slot: string): Pieces;
  /** Every slot that has a value without waiting for another text. */
  values(wanted: Wanted): Record<string, string>;
  /** The template name of the row's industry, or ''. */
  industryOf(row: Row): string;
}

/** Makes the slots of a data set; `industry` gives the template of an industry's name. */
export function slotsOf(world: World, industry: (name: string) => IndustryTexts): Slots {
  const known = new Map<string, Set<string>>();
  const ancestors = new Map<Row, Ancestors>();
  const threads = new Map<Sheet, (row: Row) => Turn>();
  const own = new Map<Row, Record<string, string>>();
  const fields = new Map<Sheet, Map<string, number>>();
  let junctions: Junctions | undefined;

  const around = (row: Row): Ancestors => {
    let found = ancestors.get(row);
    if (!found) {
      junctions ??= junctionsOf(world);
      found = ancestorsOf(world, row, junctions);
      ancestors.set(row, found);
    }
    return found;
  };
  const isReference = (object: string, name: string) => fieldOf(world, object, name)?.type === 'reference';
  const columnsOf = (sheet: Sheet): Map<string, number> => {
    let columns = fields.get(sheet);
    if (!columns) {
      columns = new Map();
      // A field goes before a tool-only column of the same name: Account's Industry before _industry.
      for (const [column, name] of sheet.columns.entries()) {
        const slot = slotName(name);
        if (isReference(sheet.object, name)) continue;
        if (name !== 'ExternalId' && (!columns.has(slot) || !name.startsWith('_'))) columns.set(slot, column);
      }
      fields.set(sheet, columns);
    }
    return columns;
  };
  const cell = (row: Row, column: number): Pieces => {
    const text = row.wanted?.get(column);
    if (text) return [text];
    const value = row.cells[column]!;
    const shape = fieldOf(world, row.sheet.object, row.sheet.columns[column]!);
    return value === '' ? [] : [present(value, shape, world.asOf)];
  };
  const named = (row: Row): Pieces => {
    const columns = columnsOf(row.sheet);
    const parts = ['first_name', 'last_name'].flatMap((slot) => {
      const column = columns.get(slot);
      return column === undefined ? [] : (row.cells[column] ?? '');
    });
    const name = parts.filter((part) => part !== '').join(' ');
    return name === '' ? [] : [name];
  };
  const field = (row: Row, slot: string): Pieces | undefined => {
    const column = columnsOf(row.sheet).get(slot);
    if (column !== undefined) return cell(row, column);
    return slot === 'name' ? named(row) : undefined;
  };
  const blankOr = (pieces: Pieces | undefined): string =>
    (pieces ?? []).map((piece) => (typeof piece === 'string' ? piece : '')).join('');

  const nearest = (row: Row, object: string): Row | undefined =>
    row.sheet.object === object ? row : around(row).get(slotName(object));
  const industryOf = (row: Row): string => {
    for (const one of [row, ...around(row).values()]) {
      const column = one.sheet.columnOf.get('_industry');
      if (column !== undefined && one.cells[column]) return one.cells[column];
    }
    return '';
  };
  const turnOf = (row: Row): Turn => {
    let thread = threads.get(row.sheet);
    if (!thread) {
      thread = threadsOf(world, row.sheet);
      threads.set(row.sheet, thread);
    }
    return thread(row);
  };
  const speaker = (row: Row): string => {
    const contact = around(row).get('contact');
    const title = contact && blankOr(field(contact, 'title'));
    const customer = contact ? `${blankOr(named(contact))}${title ? `, ${title}` : ''}` : '';
    return speakerOf(row, turnOf(row), customer);
  };

  const special: Record<Special, (wanted: Wanted) => Pieces> = {
    company_name: ({ row }) => {
      const account = nearest(row, 'Account');
      return (account && field(account, 'name')) ?? [];
    },
    industry: ({ row }) => {
      const account = nearest(row, 'Account');
      const stated = account && blankOr(field(account, 'industry'));
      return text(stated || industry(industryOf(row)).industry);
    },
    industry_context: ({ row }) => text(industry(industryOf(row)).description_context),
    vocabulary: ({ row, field: name }) => {
      const words = industry(industryOf(row)).vocabulary;
      const drawn = [1, 2, 3, 4].map((n) => keyedPick(words, world.seed, row.key, name, `word ${n}`));
      return text([...new Set(drawn)].filter((word) => word !== '').join(', '));
    },
    // One deal has one rival, in its own texts and in those of its activities.
    competitor: ({ row }) => {
      const deal = nearest(row, 'Opportunity') ?? nearest(row, 'Account') ?? row;
      return text(keyedPick(industry(industryOf(row)).competitors, world.seed, deal.key, 'competitor'));
    },
    // One case has one theme, in its subject, its description and its comments; so has a deal.
    theme: ({ row }) => {
      const { case_subjects: support, opportunity_types: deals } = industry(industryOf(row));
      const own = nearest(row, 'Case');
      return text(
        own
          ? keyedPick(support, world.seed, own.key, 'theme')
          : keyedPick(deals, world.seed, (nearest(row, 'Opportunity') ?? row).key, 'theme'),
      );
    },
    tone: ({ row, field: name }) => text(keyedPick(TONES, world.seed, row.key, name, 'tone')),
    angle: ({ row, field: name, template }) =>
      text(keyedPick(anglesOf(template), world.seed, row.key, name, 'angle')),
    turn: ({ row }) => [String(turnOf(row).turn)],
    turns: ({ row }) => [String(turnOf(row).turns)],
    speaker: ({ row }) => [speaker(row)],
    previous_comments: ({ row, column }) =>
      turnOf(row).earlier.flatMap((one, index): Pieces => {
        const said = one.wanted?.get(column) ?? one.cells[column]!;
        return said === '' ? [] : [`${index > 0 ? '\n' : ''}${index + 1}. (${speaker(one)}) `, said];
      }),
  };

  const pieces = (wanted: Wanted, slot: string): Pieces => {
    const { row } = wanted;
    const bare = field(row, slot);
    if (bare) return bare;
    if (isSpecial(slot)) return special[slot](wanted);
    const self = slotName(row.sheet.object);
    for (const [prefix, ancestor] of [[self, row] as const, ...around(row)]) {
      if (!slot.startsWith(`${prefix}_`)) continue;
      const found = field(ancestor, slot.slice(prefix.length + 1));
      if (found) return found;
    }
    return [];
  };

  const ownValues = (row: Row): Record<string, string> => {
    let values = own.get(row);
    if (!values) {
      values = {};
      for (const [slot, column] of columnsOf(row.sheet)) values[slot] = blankOr(cell(row, column));
      values.name ??= blankOr(named(row));
      own.set(row, values);
    }
    return values;
  };
  const values = (wanted: Wanted): Record<string, string> => {
    const { row } = wanted;
    const all: Record<string, string> = {};
    for (const [prefix, ancestor] of [...around(row), [slotName(row.sheet.object), row] as const]) {
      for (const [slot, value] of Object.entries(ownValues(ancestor))) all[`${prefix}_${slot}`] = value;
    }
    for (const slot of SPECIAL) {
      if (slot !== 'previous_comments') all[slot] = blankOr(special[slot](wanted));
    }
    return Object.assign(all, ownValues(row));
  };

  const knownOf = (object: string): Set<string> => {
    let names = known.get(object);
    if (!names) {
      names = new Set<string>(SPECIAL);
      for (const slot of fieldSlots(world, object)) names.add(slot).add(`${slotName(object)}_${slot}`);
      for (const [prefix, objects] of ancestorObjects(world, object)) {
        for (const target of objects) {
          for (const slot of fieldSlots(world, target)) names.add(`${prefix}_${slot}`);
        }
      }
      known.set(object, names);
    }
    return names;
  };
  return { known: knownOf, pieces, values, industryOf };
}

function text(value: string): Pieces {
  return value === '' ? [] : [value];
}

/** The slots of an object's fields: the columns of the data set and what the catalog knows besides. */
function fieldSlots(world: World, object: string): string[] {
  const shapes = world.catalog[object]?.fields ?? {};
  const columns = world.sheets.get(object)?.columns ?? [];
  const names = [...columns, ...Object.keys(shapes)].filter(
    (name) => name !== 'ExternalId' && shapes[name]?.type !== 'reference',
  );
  return [...new Set([...names.map(slotName), ...(names.includes('LastName') ? ['name'] : [])])];
}

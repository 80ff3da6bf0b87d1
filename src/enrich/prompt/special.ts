import { sha256Bytes } from '../../random/hash.ts';
import type { IndustryTexts } from '../industry.ts';
import type { Ancestors } from '../plan/ancestors.ts';
import {
  type DatasetIndex,
  type Sheet,
  type SheetRow,
  slotName,
  type Wanted,
} from '../plan/dataset-index.ts';
import { comparePaths, pathOf } from '../plan/path.ts';
import { type Fields, type Pieces, pieceOf } from './fields.ts';
import { anglesOf, TONES } from './tones.ts';

const SPECIAL = [
  ...['company_name', 'industry', 'industry_context', 'vocabulary', 'competitor', 'theme', 'tone', 'angle'],
  ...['turn', 'turns', 'speaker', 'previous_comments'],
] as const;

/** Slots that stand for something other than a field. */
export type SpecialSlots = Readonly<Record<(typeof SPECIAL)[number], (wanted: Wanted) => Pieces>>;

/** What a dataset's special slots hold; `around` gives the parents of a row. */
export function specialSlots(
  data: DatasetIndex,
  fields: Fields,
  around: (row: SheetRow) => Ancestors,
  industryFor: (row: SheetRow) => IndustryTexts,
): SpecialSlots {
  const threads = new Map<Sheet, (row: SheetRow) => Turn>();
  const turnOf = (row: SheetRow): Turn => {
    let thread = threads.get(row.sheet);
    if (!thread) {
      thread = threadsOf(data, row.sheet);
      threads.set(row.sheet, thread);
    }
    return thread(row);
  };
  const nearest = (row: SheetRow, object: string): SheetRow | undefined =>
    row.sheet.object === object ? row : around(row).get(slotName(object));
  const draw = (items: readonly string[], ...key: string[]): string => keyedPick(items, data.seed, ...key);
  const speaker = (row: SheetRow): string => {
    const contact = around(row).get('contact');
    const [name, title] = ['name', 'title'].map((slot) => (contact ? fields.text(contact, slot) : ''));
    return speakerOf(row, turnOf(row), name && title ? `${name}, ${title}` : (name ?? ''));
  };

  return {
    company_name: ({ row }) => {
      const account = nearest(row, 'Account');
      return (account && fields.pieces(account, 'name')) ?? [];
    },
    industry: ({ row }) => {
      const account = nearest(row, 'Account');
      return pieceOf((account && fields.text(account, 'industry')) || industryFor(row).industry);
    },
    industry_context: ({ row }) => pieceOf(industryFor(row).description_context),
    vocabulary: ({ row, field }) => {
      const words = [1, 2, 3, 4].map((n) => draw(industryFor(row).vocabulary, row.key, field, `word ${n}`));
      return pieceOf([...new Set(words)].filter((word) => word !== '').join(', '));
    },
    // One deal has one rival, in its own texts and in those of its activities.
    competitor: ({ row }) => {
      const deal = nearest(row, 'Opportunity') ?? nearest(row, 'Account') ?? row;
      return pieceOf(draw(industryFor(row).competitors, deal.key, 'competitor'));
    },
    // One case has one theme, in its subject, its description and its comments; so has a deal.
    theme: ({ row }) => {
      const { case_subjects: support, opportunity_types: deals } = industryFor(row);
      const issue = nearest(row, 'Case');
      if (issue) return pieceOf(draw(support, issue.key, 'theme'));
      return pieceOf(draw(deals, (nearest(row, 'Opportunity') ?? row).key, 'theme'));
    },
    tone: ({ row, field }) => pieceOf(draw(TONES, row.key, field, 'tone')),
    angle: ({ row, field, template }) => pieceOf(draw(anglesOf(template), row.key, field, 'angle')),
    turn: ({ row }) => [String(turnOf(row).turn)],
    turns: ({ row }) => [String(turnOf(row).turns)],
    speaker: ({ row }) => [speaker(row)],
    previous_comments: ({ row, column }) =>
      turnOf(row).earlier.flatMap((one, index): Pieces => {
        const said = one.wanted?.get(column) ?? one.cells[column]!;
        return said === '' ? [] : [`${index > 0 ? '\n' : ''}${index + 1}. (${speaker(one)}) `, said];
      }),
  };
}

/** A number below 2^48 that depends on its key alone. */
function keyedNumber(...key: (string | number)[]): number {
  return sha256Bytes(key.join('\n')).readUIntBE(0, 6);
}

/** One of the items, chosen by key; '' of an empty list. */
function keyedPick(items: readonly string[], ...key: (string | number)[]): string {
  return items.length > 0 ? items[keyedNumber(...key) % items.length]! : '';
}

/** A row's place among the rows of its object of the same parent. */
interface Turn {
  /** From 1. */
  turn: number;
  turns: number;
  earlier: readonly SheetRow[];
}

/**
 * The threads of an object: its rows under their first parent, in the order of their keys, so that the order of
 * lines in a file does not matter.
 */
function threadsOf(data: DatasetIndex, sheet: Sheet): (row: SheetRow) => Turn {
  const parent = sheet.references[0]?.column;
  const threads = new Map<string, SheetRow[]>();
  const threadOf = (row: SheetRow) => (parent === undefined ? '' : row.cells[parent]!);
  for (const row of sheet.rows) {
    const rows = threads.get(threadOf(row));
    if (rows) rows.push(row);
    else threads.set(threadOf(row), [row]);
  }
  for (const rows of threads.values()) {
    const paths = new Map(
      rows.map((row) => [row, pathOf(row.key, data.keyPrefix, data.seed, row.index)] as const),
    );
    rows.sort((a, b) => comparePaths(paths.get(a)!, paths.get(b)!));
  }
  return (row) => {
    const rows = threads.get(threadOf(row))!;
    const before = rows.indexOf(row);
    return { turn: before + 1, turns: rows.length, earlier: rows.slice(0, before) };
  };
}

const AGENT = 'support agent';
const INTERNAL = 'support agent, as an internal note that the customer does not see';

/**
 * Who speaks in a turn: a column of its own (`_speaker`) wins. An unpublished comment is the agent's own note; in a
 * published thread the agent opens and closes, and the customer answers in between.
 */
function speakerOf(row: SheetRow, { turn, turns }: Turn, customer: string): string {
  const own = row.sheet.columns.findIndex((column) => slotName(column) === 'speaker');
  if (own >= 0 && row.cells[own]) return row.cells[own];
  const published = row.sheet.columnOf.get('IsPublished');
  if (published !== undefined && row.cells[published] === 'false') return INTERNAL;
  return turn % 2 === 1 || turn === turns ? AGENT : `customer${customer ? ` (${customer})` : ''}`;
}

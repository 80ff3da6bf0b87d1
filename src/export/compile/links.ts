import { isRecordId } from '../../catalog/record-id.ts';
import type { Match, SObject } from '../../catalog/types.ts';
import type { OrgObject } from '../../org/describe.ts';
import { NumberList } from '../../shared/rows/number-list.ts';
import { mapRows, pickRows, type Rows } from '../../shared/rows/rows.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import type { KeyIndex } from '../keys.ts';
import type { TextTable } from '../text-table.ts';
import type { ParentMapping } from './column-mapping.ts';
import type { ExportFile, ExportRow } from './export-file.ts';
import type { Notes } from './notes.ts';
import { referenceColumn } from './parent-columns.ts';

/** The inputs for compiling a table. */
export interface TableContext {
  sobject: SObject;
  org: OrgObject;
  match: Match;
  keys: KeyIndex;
  externalIdField: string;
  /** True if the org's records of an object have record keys. */
  isKeyed(sobject: string): boolean;
  /** Returns the mapped values for a picklist value of a row, in order of preference. */
  candidates(field: string, value: string, key: string): (string | undefined)[];
  /** True if a reference to this object must wait for the second pass. */
  deferred(parent: string): boolean;
  notes: Notes;
  /** Objects that can't be in the org. */
  absent: ReadonlySet<string>;
  /** True if new rows are in separate files, which can have fields that can't be updated. */
  newRowsApart: boolean;
}

/** How a reference is sent: by the parent's key, now or in the second pass, by an id of the org, or cleared. */
export type Link = { to: string; later: boolean } | 'id' | 'none' | undefined;

export const isLater = (link: Link) => typeof link === 'object' && link.later;

/** Determines how the reference of a row is sent; reports a problem if it can't be. */
export function linkOf(
  cell: string,
  mapping: ParentMapping,
  table: TextTable,
  position: number,
  context: TableContext,
  insert: boolean,
): Link {
  if (cell === '') return undefined;
  if (cell === NULL_CELL) return 'none';
  const to = context.keys.get(cell);
  const place = { file: table.file, line: table.lines[position]!, key: table.rows.at(position)![0]! };
  if (!to) {
    if (isRecordId(cell)) return 'id';
    const message = `${mapping.field} refers to ${cell}, which isn't in the dataset.`;
    context.notes.problem({ message, place }, `${table.sobject} ${mapping.field}`);
    return undefined;
  }
  if (context.absent.has(to)) {
    const field = `${table.sobject}.${mapping.field}`;
    const lacks = `${to} is left out and can't be in the org`;
    if (mapping.required)
      context.notes.problem(
        {
          message: `${field} is required and refers to ${cell}: ${lacks}.`,
          place,
          hint: `Leave ${table.sobject} out, too.`,
        },
        `${field} ${to}`,
      );
    else context.notes.absent(table, mapping.field, lacks);
    return undefined;
  }
  const later = context.deferred(to);
  if (later && (insert || mapping.createOnly || mapping.required)) {
    const why = mapping.required ? 'is required from the start' : "can't be set later";
    const message = `${table.sobject}.${mapping.field} refers to a ${to} that is loaded later, and ${why}.`;
    context.notes.problem({ message, place }, message);
    return undefined;
  }
  return { to, later };
}

/** The files of the second pass: one for each deferred lookup and type of its parents. */
export function secondPass(
  table: TextTable,
  references: readonly { mapping: ParentMapping; at: number }[],
  links: readonly (readonly Link[])[],
  context: TableContext,
): ExportFile[] {
  return references.flatMap(({ mapping, at }, index) => {
    const later = links[index]!;
    const types = [
      ...new Set(
        [...new Set(later)].flatMap((link) => (typeof link === 'object' && link.later ? [link.to] : [])),
      ),
    ];
    return types.map((type): ExportFile => {
      const positions = new NumberList();
      later.forEach((link, position) => {
        if (typeof link === 'object' && link.later && link.to === type) positions.push(position);
      });
      const sorted = byParent(table.rows, positions.values(), (row) => row[at]!);
      const rows = mapRows(pickRows(table.rows, sorted), (row, index): ExportRow => {
        return { key: row[0]!, line: table.lines[sorted[index]!]!, cells: [row[0]!, row[at]!] };
      });
      return {
        name: `${table.sobject}-${mapping.relationship}${types.length > 1 ? `-${type}` : ''}`,
        ...{ sobject: table.sobject, pass: 'links', match: context.match, source: table.file },
        columns: [
          { kind: 'key', header: context.externalIdField, field: 'ExternalId' },
          referenceColumn(mapping, type, context),
        ],
        rows,
      };
    });
  });
}

/** Positions of rows by their parents, so that few batches lock the same parent; a sort by counting. */
export function byParent(
  rows: Rows<readonly string[]>,
  positions: Uint32Array,
  parentOf: (row: readonly string[], position: number) => string,
): Uint32Array {
  const counts = new Map<string, number>();
  const parents = pickRows(rows, positions);
  parents.forEach((row, index) => {
    const parent = parentOf(row, positions[index]!);
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  });
  let next = 0;
  const starts = new Map<string, number>();
  for (const parent of [...counts.keys()].sort(compareText)) {
    starts.set(parent, next);
    next += counts.get(parent)!;
  }
  const sorted = new Uint32Array(positions.length);
  parents.forEach((row, index) => {
    const parent = parentOf(row, positions[index]!);
    const at = starts.get(parent)!;
    sorted[at] = positions[index]!;
    starts.set(parent, at + 1);
  });
  return sorted;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

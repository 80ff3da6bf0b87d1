import { isRecordId } from '../catalog/record-id.ts';
import type { Match, SObject } from '../catalog/types.ts';
import type { OrgObject } from '../org/describe.ts';
import { isEmptyCell, NULL_CELL } from '../shared/special-cells.ts';
import type { ExportColumn, ExportFile, ExportRow } from './export-file.ts';
import { type Fate, fateOf } from './fate.ts';
import { groupSignatures, signatureKey } from './groups.ts';
import { parentHeader } from './header.ts';
import type { KeyIndex } from './keys.ts';
import type { Notes } from './notes.ts';
import { chooseValue } from './picklists.ts';
import type { TextTable } from './text-table.ts';

interface TableContext {
  sobject: SObject;
  org: OrgObject;
  match: Match;
  keys: KeyIndex;
  externalIdField: string;
  /** Mapped values for a picklist value of a row, the preferred first. */
  candidates(field: string, value: string, key: string): (string | undefined)[];
  /** Whether a reference to this object must wait for the second pass. */
  deferred(parent: string): boolean;
  notes: Notes;
  /** True where new rows go in files of their own, so that fields which an update refuses can be in them. */
  newRowsApart: boolean;
}

type Reference = Extract<Fate, { kind: 'reference' }>;

/** How a reference cell is sent: by the parent's key now or in the second pass, as an id of the org, or as none on purpose. */
type Link = { to: string; later: boolean } | 'id' | 'none' | undefined;

/** The files of one table: one for each combination of parents' types, then one second pass for each deferred lookup. */
export function compileTable(table: TextTable, context: TableContext): ExportFile[] {
  const insert = context.match.by !== 'external_id';
  const fates = table.columns.map((column) =>
    fateOf(column, context.sobject, context.org, insert, context.newRowsApart),
  );
  fates.forEach((fate, at) => {
    if (fate.kind !== 'dropped' && fate.kind !== 'missing') return;
    if (table.rows.every((row) => row[at] === '')) return;
    const column = table.columns[at]!;
    if (fate.kind === 'dropped') context.notes.dropped(table, column, fate.why);
    else context.notes.missing(table, column, Object.keys(context.org.fields));
  });
  const references = fates.flatMap((fate, at) => (fate.kind === 'reference' ? [{ fate, at }] : []));
  const links = table.rows.map((row, position) =>
    references.map(({ fate, at }) => linkOf(row[at]!, fate, table, position, context, insert)),
  );

  // The type of each row's parent, and whether it is given by key or by id: these decide the header.
  const sent = (link: Link) =>
    link === 'id' ? 'id' : typeof link === 'object' && !link.later ? link.to : '';
  const signatures = links.map((row) => row.map(sent));
  const groups = groupSignatures(signatures);
  const tags = fileTags(
    [...new Set(groups.values())],
    references.map(({ fate }) => fate),
  );
  const picklistCells = cellsOf(table, fates, context);

  const files = [...new Set(groups.values())].map((types): ExportFile => {
    const columns: { column: ExportColumn; at: number }[] = fates.flatMap((fate, at) => {
      const field = table.columns[at]!;
      if (fate.kind === 'key') {
        if (insert) return [];
        return [{ column: { kind: 'key', header: context.externalIdField, field }, at } as const];
      }
      if (fate.kind === 'value') {
        const createOnly = fate.createOnly ? { createOnly: true as const } : {};
        return [{ column: { kind: 'value', header: field, field, ...createOnly }, at } as const];
      }
      if (fate.kind !== 'reference') return [];
      const index = references.findIndex((one) => one.at === at);
      const emptied = links.some((row) => row[index] === 'none');
      // With no parent in the whole file, a lookup is emptied by the field itself.
      const type = types[index]! || (emptied ? 'id' : '');
      const column = type === '' ? undefined : referenceColumn(fate, type, context.externalIdField);
      return column ? [{ column, at }] : [];
    });
    const rows = table.rows.flatMap((row, position): ExportRow[] => {
      if (groups.get(signatureKey(signatures[position]!)) !== types) return [];
      const later = new Set(
        references.filter((_, index) => isLater(links[position]![index])).map(({ at }) => at),
      );
      const cells = columns.map(({ at }) => (later.has(at) ? '' : picklistCells(row, at)));
      return [{ key: row[0]!, line: table.lines[position]!, cells }];
    });
    return {
      name: `${table.sobject}${tags.get(types)}`,
      ...{ sobject: table.sobject, pass: 'records', match: context.match, source: table.file },
      columns: columns.map(({ column }) => column),
      rows: byParent(
        rows,
        columns.findIndex(({ column }) => column.kind === 'parent'),
      ),
    };
  });
  if (table.rows.length === 0) {
    files.push({
      name: table.sobject,
      ...{ sobject: table.sobject, pass: 'records', match: context.match, source: table.file },
      ...{ columns: [], rows: [] },
    });
  }
  return [...files, ...secondPass(table, references, links, context)];
}

const isLater = (link: Link) => typeof link === 'object' && link.later;

function linkOf(
  cell: string,
  fate: Reference,
  table: TextTable,
  position: number,
  context: TableContext,
  insert: boolean,
): Link {
  if (cell === '') return undefined;
  if (cell === NULL_CELL) return 'none';
  const to = context.keys.get(cell);
  const place = { file: table.file, line: table.lines[position]!, key: table.rows[position]![0]! };
  if (!to) {
    if (isRecordId(cell)) return 'id';
    const message = `${fate.field} refers to ${cell}, which the data set does not hold.`;
    context.notes.problem({ message, place }, `${table.sobject} ${fate.field}`);
    return undefined;
  }
  const later = context.deferred(to);
  if (later && (insert || fate.createOnly || fate.required)) {
    const why = fate.required ? 'must be there from the beginning' : 'cannot be set afterwards';
    const message = `${table.sobject}.${fate.field} refers to a ${to} that is loaded later, and ${why}.`;
    context.notes.problem({ message, place }, message);
    return undefined;
  }
  return { to, later };
}

function referenceColumn(fate: Reference, type: string, externalIdField: string): ExportColumn {
  const { field, relationship, polymorphic } = fate;
  if (type === 'id') return { kind: 'id', header: field, field };
  const header = parentHeader({ relationship, polymorphic, to: type }, externalIdField);
  return { kind: 'parent', header, field, to: type, ...(fate.createOnly ? { createOnly: true } : {}) };
}

/** `-Opportunity` for the file of Tasks whose What is an opportunity; nothing where an object has one file only. */
function fileTags(groups: readonly (readonly string[])[], references: readonly Reference[]) {
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

/** The cell of a row as the org takes it: picklist values mapped, all else as it stands. */
function cellsOf(table: TextTable, fates: readonly Fate[], context: TableContext) {
  return (row: readonly string[], at: number): string => {
    const cell = row[at]!;
    const fate = fates[at]!;
    if (isEmptyCell(cell) || fate.kind !== 'value' || !fate.picklist) return cell;
    const candidates = context.candidates(fate.field, cell, row[0]!);
    const value = chooseValue(cell, fate.picklist.values, candidates);
    const mappedTo = candidates.find((one) => one !== undefined);
    if (value === undefined)
      context.notes.unknown(table.sobject, fate.field, cell, { ...fate.picklist, mappedTo });
    else if (value !== cell) context.notes.mapped(table.sobject, fate.field, cell, value);
    return value ?? cell;
  };
}

function secondPass(
  table: TextTable,
  references: readonly { fate: Reference; at: number }[],
  links: readonly (readonly Link[])[],
  context: TableContext,
): ExportFile[] {
  return references.flatMap(({ fate, at }, index) => {
    const later = links.map((row) => row[index]);
    const types = [
      ...new Set(later.flatMap((link) => (typeof link === 'object' && link.later ? [link.to] : []))),
    ];
    return types.map((type): ExportFile => {
      const rows = table.rows.flatMap((row, position): ExportRow[] => {
        const link = later[position];
        if (typeof link !== 'object' || !link.later || link.to !== type) return [];
        return [{ key: row[0]!, line: table.lines[position]!, cells: [row[0]!, row[at]!] }];
      });
      return {
        name: `${table.sobject}-${fate.relationship}${types.length > 1 ? `-${type}` : ''}`,
        ...{ sobject: table.sobject, pass: 'links', match: context.match, source: table.file },
        columns: [
          { kind: 'key', header: context.externalIdField, field: 'ExternalId' },
          referenceColumn(fate, type, context.externalIdField),
        ],
        rows: byParent(rows, 1),
      };
    });
  });
}

/** Rows with one parent stand together, so that few batches lock the same parent. */
function byParent(rows: ExportRow[], column: number): ExportRow[] {
  if (column < 0) return rows;
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => compareText(a.row.cells[column]!, b.row.cells[column]!) || a.at - b.at)
    .map(({ row }) => row);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

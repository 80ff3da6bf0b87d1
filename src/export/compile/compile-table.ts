import { choicesOf } from '../../catalog/choices.ts';
import { NumberList } from '../../shared/rows/number-list.ts';
import { madeRows, mapRows, pickRows } from '../../shared/rows/rows.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { TextTable } from '../text-table.ts';
import { type ColumnMapping, mappingOf, type ParentMapping } from './column-mapping.ts';
import type { ExportColumn, ExportFile, ExportRow } from './export-file.ts';
import { byParent, isLater, type Link, linkOf, secondPass, type TableContext } from './links.ts';
import type { Notes } from './notes.ts';
import { fileTags, groupSignatures, referenceColumn, signatureKey } from './parent-columns.ts';
import { chooseValue } from './picklists.ts';

/**
 * Compiles one table to its files: one for each combination of parents' types, then a second pass for each deferred
 * lookup.
 */
export function compileTable(table: TextTable, context: TableContext): ExportFile[] {
  const insert = context.match.by !== 'external_id';
  const mappings = table.columns.map((column) =>
    mappingOf(column, context.sobject, context.org, insert, context.newRowsApart),
  );
  mappings.forEach((mapping, at) => {
    if (mapping.kind !== 'dropped' && mapping.kind !== 'missing') return;
    if (table.rows.every((row) => row[at] === '')) return;
    const column = table.columns[at]!;
    if (mapping.kind === 'dropped') context.notes.dropped(table, column, mapping.why);
    else context.notes.missing(table, column, Object.keys(context.org.fields));
  });
  const references = mappings.flatMap((mapping, at) =>
    mapping.kind === 'reference' ? [{ mapping, at }] : [],
  );
  const links = linksOf(table, references, context, insert);

  // The type of each row's parent, by key or by id, determines the header.
  const sent = (link: Link) =>
    link === 'id' ? 'id' : typeof link === 'object' && !link.later ? link.to : '';
  const signatures = mapRows(table.rows, (_, position) => links.map((own) => sent(own[position])));
  const groups = groupSignatures(signatures);
  const tags = fileTags(
    [...new Set(groups.values())],
    references.map(({ mapping }) => mapping),
  );
  const picklistCells = cellsOf(table, mappings, context);

  const files = [...new Set(groups.values())].map((types): ExportFile => {
    const columns: { column: ExportColumn; at: number }[] = mappings.flatMap((mapping, at) => {
      const field = table.columns[at]!;
      if (mapping.kind === 'key') {
        if (insert) return [];
        return [{ column: { kind: 'key', header: context.externalIdField, field }, at } as const];
      }
      if (mapping.kind === 'value') {
        const createOnly = mapping.createOnly ? { createOnly: true as const } : {};
        return [{ column: { kind: 'value', header: field, field, ...createOnly }, at } as const];
      }
      if (mapping.kind !== 'reference') return [];
      const index = references.findIndex((one) => one.at === at);
      // A load also has to clear a lookup that no row has any more.
      const blank = context.newRowsApart && links[index]!.every((link) => link === undefined);
      const emptied = blank || links[index]!.includes('none');
      // If no row of the file has a parent, the lookup is cleared by the field itself.
      const type = types[index]! || (emptied ? 'id' : '');
      const column = type === '' ? undefined : referenceColumn(mapping, type, context);
      return column ? [{ column, at }] : [];
    });
    const positions = new NumberList();
    signatures.forEach((own, position) => {
      if (groups.get(signatureKey(own)) === types) positions.push(position);
    });
    const blanks = columns.map(({ at }) => links[references.findIndex((one) => one.at === at)]);
    const cellOf = (row: readonly string[], position: number, index: number) =>
      isBlank(blanks[index], position) ? '' : picklistCells(row, columns[index]!.at);
    const mapped = columns.filter(({ at }) => 'picklist' in mappings[at]!);
    pickRows(table.rows, positions.values()).forEach((row) => {
      for (const { at } of mapped) picklistCells(row, at, context.notes);
    });
    const parent = columns.findIndex(({ column }) => column.kind === 'parent');
    const sorted =
      parent < 0
        ? positions.values()
        : byParent(table.rows, positions.values(), (row, position) => cellOf(row, position, parent));
    return {
      name: `${table.sobject}${tags.get(types)}`,
      ...{ sobject: table.sobject, pass: 'records', match: context.match, source: table.file },
      columns: columns.map(({ column }) => column),
      rows: madeRows(sorted.length, (index): ExportRow => {
        const position = sorted[index]!;
        const row = table.rows.at(position)!;
        const cells = columns.map((_, column) => cellOf(row, position, column));
        return { key: row[0]!, line: table.lines[position]!, cells };
      }),
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

/** How the references of each row are sent, by reference and then by row. */
function linksOf(
  table: TextTable,
  references: readonly { mapping: ParentMapping; at: number }[],
  context: TableContext,
  insert: boolean,
): Link[][] {
  const links = references.map((): Link[] => []);
  // One object for all rows that refer to an object in the same way.
  const known = new Map<string, Link>();
  table.rows.forEach((row, position) => {
    references.forEach(({ mapping, at }, index) => {
      const link = linkOf(row[at]!, mapping, table, position, context, insert);
      const name = JSON.stringify(link);
      if (!known.has(name)) known.set(name, link);
      links[index]!.push(known.get(name));
    });
  });
  return links;
}

/** Returns a cell as the org takes it: picklist values are mapped, with a note if asked for, anything else is unchanged. */
function cellsOf(table: TextTable, mappings: readonly ColumnMapping[], context: TableContext) {
  return (row: readonly string[], at: number, notes?: Notes): string => {
    const cell = row[at]!;
    const mapping = mappings[at]!;
    if (isEmptyCell(cell) || mapping.kind !== 'value' || !mapping.picklist) return cell;
    const { field, picklist } = mapping;
    if (!picklist.multi) return chosen(field, picklist, cell, row[0]!, notes);
    // The values are mapped one by one; one that is mapped to blank is gone.
    const values = choicesOf('multipicklist', cell).map((one) =>
      chosen(field, picklist, one, row[0]!, notes),
    );
    return [...new Set(values.filter(Boolean))].join(';');
  };

  function chosen(
    field: string,
    picklist: Picklist,
    cell: string,
    key: string,
    notes: Notes | undefined,
  ): string {
    const candidates = context.candidates(field, cell, key);
    const value = chooseValue(cell, picklist.values, candidates);
    const mappedTo = candidates.find((one) => one !== undefined);
    if (value === undefined) notes?.unknown(table.sobject, field, cell, { ...picklist, mappedTo });
    else if (value !== cell) notes?.mapped(table.sobject, field, cell, value);
    return value ?? cell;
  }
}

/** True if the file of a row doesn't have its lookup: it is sent in the second pass, or not at all. */
function isBlank(links: readonly Link[] | undefined, position: number): boolean {
  return links !== undefined && (links[position] === undefined || isLater(links[position]));
}

type Picklist = NonNullable<Extract<ColumnMapping, { kind: 'value' }>['picklist']>;

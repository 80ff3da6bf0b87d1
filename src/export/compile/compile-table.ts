import { choicesOf } from '../../catalog/choices.ts';
import { isEmptyCell } from '../../shared/special-cells.ts';
import type { TextTable } from '../text-table.ts';
import { type ColumnMapping, mappingOf } from './column-mapping.ts';
import type { ExportColumn, ExportFile, ExportRow } from './export-file.ts';
import { byParent, isLater, type Link, linkOf, secondPass, type TableContext } from './links.ts';
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
  const links = table.rows.map((row, position) =>
    references.map(({ mapping, at }) => linkOf(row[at]!, mapping, table, position, context, insert)),
  );

  // The type of each row's parent, by key or by id, determines the header.
  const sent = (link: Link) =>
    link === 'id' ? 'id' : typeof link === 'object' && !link.later ? link.to : '';
  const signatures = links.map((row) => row.map(sent));
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
      const blank = context.newRowsApart && links.every((row) => row[index] === undefined);
      const emptied = blank || links.some((row) => row[index] === 'none');
      // If no row of the file has a parent, the lookup is cleared by the field itself.
      const type = types[index]! || (emptied ? 'id' : '');
      const column = type === '' ? undefined : referenceColumn(mapping, type, context);
      return column ? [{ column, at }] : [];
    });
    const rows = table.rows.flatMap((row, position): ExportRow[] => {
      if (groups.get(signatureKey(signatures[position]!)) !== types) return [];
      const blank = new Set(
        references.filter((_, index) => isBlank(links[position]![index])).map(({ at }) => at),
      );
      const cells = columns.map(({ at }) => (blank.has(at) ? '' : picklistCells(row, at)));
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

/** Returns a cell as the org takes it: picklist values are mapped, anything else is unchanged. */
function cellsOf(table: TextTable, mappings: readonly ColumnMapping[], context: TableContext) {
  return (row: readonly string[], at: number): string => {
    const cell = row[at]!;
    const mapping = mappings[at]!;
    if (isEmptyCell(cell) || mapping.kind !== 'value' || !mapping.picklist) return cell;
    const { field, picklist } = mapping;
    if (!picklist.multi) return chosen(field, picklist, cell, row[0]!);
    // The values are mapped one by one; one that is mapped to blank is gone.
    const values = choicesOf('multipicklist', cell).map((one) => chosen(field, picklist, one, row[0]!));
    return [...new Set(values.filter(Boolean))].join(';');
  };

  function chosen(field: string, picklist: Picklist, cell: string, key: string): string {
    const candidates = context.candidates(field, cell, key);
    const value = chooseValue(cell, picklist.values, candidates);
    const mappedTo = candidates.find((one) => one !== undefined);
    if (value === undefined) context.notes.unknown(table.sobject, field, cell, { ...picklist, mappedTo });
    else if (value !== cell) context.notes.mapped(table.sobject, field, cell, value);
    return value ?? cell;
  }
}

/** True if the file of a row doesn't have its lookup: it is sent in the second pass, or not at all. */
function isBlank(link: Link): boolean {
  return link === undefined || isLater(link);
}

type Picklist = NonNullable<Extract<ColumnMapping, { kind: 'value' }>['picklist']>;

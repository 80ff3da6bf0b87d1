import { cellsBy, kindsOfRows, type RowKind } from '../catalog/row-kinds.ts';
import type { OrgSchema } from '../org/describe.ts';
import { rowsText } from '../shared/counted.ts';
import type { Problem } from '../shared/errors.ts';
import { NULL_CELL } from '../shared/special-cells.ts';
import { changeRows, type TextTable } from './text-table.ts';

/** Blanks the cells that rows of a kind can't have, with a warning for each field. */
export function withoutRefused(
  tables: readonly TextTable[],
  schema: OrgSchema,
): { tables: TextTable[]; warnings: Problem[] } {
  const warnings: Problem[] = [];
  const changed = tables.map((table) => {
    const kinds = kindsOfRows(table.sobject, schema[table.sobject]?.fields).filter((kind) =>
      kind.without.some((field) => table.columns.includes(field)),
    );
    if (kinds.length === 0) return table;
    const cellOf = cellsBy(table.columns);
    const told = new Map<string, { kind: RowKind; field: string; rows: number; line: number }>();
    const done = changeRows(table, (row, position) => {
      const kind = kinds.find((one) => one.has(cellOf(row)));
      if (!kind) return row;
      return row.map((cell, at) => {
        const field = table.columns[at]!;
        if (cell === '' || !kind.without.includes(field)) return cell;
        const name = `${kind.noun} ${field}`;
        const line = table.lines[position]!;
        if (cell !== NULL_CELL)
          told.set(name, { line, ...told.get(name), kind, field, rows: (told.get(name)?.rows ?? 0) + 1 });
        return '';
      });
    });
    for (const { kind, field, rows, line } of told.values())
      warnings.push({
        message: `${table.sobject}.${field} is left out of ${kind.noun} (${rowsText(rows)}): ${kind.why}.`,
        place: { file: table.file, line },
      });
    return done;
  });
  return { tables: changed, warnings };
}

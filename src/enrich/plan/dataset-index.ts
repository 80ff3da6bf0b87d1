import { referencesOf, textLimit } from '../../catalog/derive.ts';
import type { Catalog, Field } from '../../catalog/types.ts';
import type { Table } from '../../dataset/csv.ts';
import { isPlaceholder, snakeCase, templateOf } from '../../shared/special-cells.ts';

/** A row of the dataset with its key and its place in the file. */
export interface SheetRow {
  sheet: Sheet;
  /** From 0. */
  index: number;
  key: string;
  cells: readonly string[];
  /** The texts that are wanted in this row, by column. */
  wanted: Map<number, Wanted> | undefined;
}

/** A cell that waits for its text. */
export interface Wanted {
  row: SheetRow;
  column: number;
  field: string;
  template: string;
}

/** A reference column: what it is called without its `Id`, and the objects it may point to. */
interface ReferenceColumn {
  column: number;
  field: string;
  relationship: string;
  to: readonly string[];
}

/** One object of the dataset as a table with an index of its columns. */
export interface Sheet {
  object: string;
  columns: readonly string[];
  columnOf: ReadonlyMap<string, number>;
  references: readonly ReferenceColumn[];
  rows: SheetRow[];
  /** The line on which each row begins. */
  lines: readonly number[];
}

/** A whole dataset in memory: its tables, its rows by key, and what is known of its objects. */
export interface DatasetIndex {
  sheets: ReadonlyMap<string, Sheet>;
  byKey: ReadonlyMap<string, SheetRow>;
  catalog: Catalog;
  seed: number;
  /** The base date of the dataset, `2026-11-02`. */
  asOf: string;
  keyPrefix: string;
}

/** Indexes the tables of a dataset, in the order given. */
export function indexDataset(
  tables: ReadonlyMap<string, Table>,
  facts: Pick<DatasetIndex, 'catalog' | 'seed' | 'asOf' | 'keyPrefix'>,
): DatasetIndex {
  const sheets = new Map<string, Sheet>();
  const byKey = new Map<string, SheetRow>();
  for (const [object, { columns, rows, lines }] of tables) {
    const columnOf = new Map(columns.map((name, column) => [name, column]));
    const sheet: Sheet = { object, columns, columnOf, references: [], rows: [], lines };
    const keyColumn = columnOf.get('ExternalId') ?? 0;
    for (const [index, cells] of rows.entries()) {
      const row: SheetRow = { sheet, index, key: cells[keyColumn] ?? '', cells, wanted: undefined };
      for (const [column, cell] of cells.entries()) {
        if (!isPlaceholder(cell)) continue;
        const field = columns[column]!;
        row.wanted ??= new Map();
        row.wanted.set(column, { row, column, field, template: templateOf(cell, object, field) });
      }
      sheet.rows.push(row);
      byKey.set(row.key, row);
    }
    sheets.set(object, sheet);
  }
  for (const sheet of sheets.values()) {
    Object.assign(sheet, { references: referenceColumns(sheet, byKey, facts.catalog, [...sheets.keys()]) });
  }
  return { sheets, byKey, ...facts };
}

/** The catalog says which columns are references; for objects it does not know, the keys in the cells do. */
function referenceColumns(
  sheet: Sheet,
  byKey: ReadonlyMap<string, SheetRow>,
  catalog: Catalog,
  objects: readonly string[],
): ReferenceColumn[] {
  const known = new Map(referencesOf(catalog, sheet.object).map((reference) => [reference.field, reference]));
  return sheet.columns.flatMap((field, column): ReferenceColumn[] => {
    if (field === 'ExternalId') return [];
    const reference = known.get(field);
    if (reference) return [{ column, field, relationship: reference.relationship, to: reference.to }];
    if (catalog[sheet.object]?.fields[field]) return [];
    const relationship = field.replace(/(?:Id|__c)$/, '');
    const filled = sheet.rows.find((row) => row.cells[column] !== '');
    const target = filled ? byKey.get(filled.cells[column]!)?.sheet.object : undefined;
    if (target) return [{ column, field, relationship, to: [target] }];
    return !filled && objects.includes(relationship)
      ? [{ column, field, relationship, to: [relationship] }]
      : [];
  });
}

/** The catalog's entry for a field; undefined for a field or an object that it does not know. */
export function fieldOf(data: DatasetIndex, object: string, field: string): Field | undefined {
  return data.catalog[object]?.fields[field];
}

/** A record of Salesforce's holds 32,000 characters in a long text area: what holds where the catalog is silent. */
const LONGEST = { max: 32_000, unit: 'characters' } as const;

/** The longest text that a field takes. */
export function limitOf(
  data: DatasetIndex,
  object: string,
  field: string,
): { max: number; unit: 'characters' | 'bytes' } {
  const shape = fieldOf(data, object, field);
  return (shape && textLimit(shape)) ?? LONGEST;
}

/** How an API name is spelled in a slot: `AnnualRevenue` annual_revenue, `_kind` kind, `Region__c` region. */
export function slotName(name: string): string {
  return snakeCase(name.replace(/^_+/, '').replace(/__c$/, ''));
}

import { csvText } from '../../dataset/csv.ts';
import type { CompiledExport } from '../compile/compile.ts';
import type { ExportColumn } from '../compile/export-file.ts';
import type { ShapeFile } from './tree.ts';
import { type WholeRow, wholeRows } from './whole-rows.ts';

/** One object of an SFDMU configuration, with the rows of its CSV. */
interface Part {
  sobject: string;
  operation: 'Upsert' | 'Insert' | 'Readonly';
  externalId: string;
  rows: readonly WholeRow[];
}

/**
 * Folders for the SFDX Data Move Utility, each with an `export.json` and its CSV files: the main one, and one for
 * each further type of What, since a configuration binds a polymorphic lookup to one type. Run the main folder first.
 * Source: SFDMU, Full Documentation, Polymorphic Lookup Fields and Composite External ID keys.
 */
export function sfdmuFiles(compiled: CompiledExport, externalIdField: string): ShapeFile[] {
  const whole = wholeRows(compiled.files);
  const main: Part[] = [];
  const further: { folder: string; part: Part }[] = [];
  for (const sobject of compiled.levels.flat()) {
    const files = compiled.files.filter((file) => file.sobject === sobject && file.pass === 'records');
    files.forEach((file, index) => {
      const rows = (whole.get(sobject) ?? []).filter((row) => row.file === file.name);
      if (rows.length === 0) return;
      const { match } = file;
      const part: Part = { sobject, operation: 'Upsert', externalId: externalIdField, rows };
      if (match.by !== 'external_id') {
        const identity = match.by === 'parents' ? match.fields : [match.parent, ...match.fields];
        const columns = file.columns.filter(({ field }) => identity.includes(field));
        part.externalId = columns.map(untyped).join(';');
        // SFDMU takes rows of one identity for one record: where there are some, only an insert brings all of them in.
        if (match.by === 'content' && !areDistinct(rows, columns)) part.operation = 'Insert';
      }
      if (index === 0) main.push(part);
      else further.push({ folder: `${file.name}/`, part });
    });
  }
  return [
    ...configuration('', main),
    ...further.flatMap(({ folder, part }) => {
      const parents = new Set(
        part.rows.flatMap((row) =>
          row.cells.flatMap(({ column }) => (column.kind === 'parent' ? [column.to] : [])),
        ),
      );
      const known = [...parents].map((sobject): Part => {
        const rows = (whole.get(sobject) ?? []).map((row) => ({
          ...row,
          cells: row.cells.filter(({ column }) => column.kind === 'key'),
        }));
        return { sobject, operation: 'Readonly', externalId: externalIdField, rows };
      });
      return configuration(folder, [...known, part]);
    }),
  ];
}

/**
 * Without Id columns in the CSV files, SFDMU 5.8 empties every lookup unless it's told that there are none. The results of
 * its bulk jobs it finds by the content of the rows, which fails for rows with blank cells, and then their children have no
 * parent; those of REST calls it finds by their order. Source: SFDMU's issues 932 and 952, and its Common.getObjectHashcode.
 */
const SCRIPT = {
  promptOnMissingParentObjects: false,
  excludeIdsFromCSVFiles: true,
  alwaysUseRestApiToUpdateRecords: true,
};

function configuration(folder: string, parts: readonly Part[]): ShapeFile[] {
  const columnsOf = ({ rows }: Part) => {
    const columns = new Map<string, ExportColumn>();
    for (const row of rows) for (const { column } of row.cells) columns.set(untyped(column), column);
    return columns;
  };
  const objects = parts.map((part) => {
    const fields = [...columnsOf(part).values()].map((column) => {
      if (column.kind === 'key') return column.header;
      return column.header.includes(':') && column.kind === 'parent'
        ? `${column.field}$${column.to}`
        : column.field;
    });
    const { sobject, operation, externalId } = part;
    return { query: `SELECT ${fields.join(', ')} FROM ${sobject}`, operation, externalId };
  });
  const tables = parts.map((part): ShapeFile => {
    const headers = [...columnsOf(part).keys()];
    const rows = part.rows.map((row) => {
      const cells = new Map(row.cells.map(({ column, cell }) => [untyped(column), cell]));
      return headers.map((header) => cells.get(header) ?? '');
    });
    return { name: `${folder}${part.sobject}.csv`, text: csvText(headers, rows) };
  });
  const text = `${JSON.stringify({ ...SCRIPT, objects }, null, 2)}\n`;
  return [{ name: `${folder}export.json`, text }, ...tables];
}

function areDistinct(rows: readonly WholeRow[], columns: readonly ExportColumn[]): boolean {
  const headers = new Set(columns.map(({ header }) => header));
  const identities = rows.map(({ cells }) =>
    JSON.stringify(cells.flatMap(({ column, cell }) => (headers.has(column.header) ? [cell] : []))),
  );
  return new Set(identities).size === rows.length;
}

/** The header without the type of a polymorphic parent, which SFDMU has in the query: `What.Key__c`. */
function untyped(column: ExportColumn): string {
  return column.header.replace(/^\w+:/, '');
}

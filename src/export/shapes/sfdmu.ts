import { csvText } from '../../dataset/csv.ts';
import type { OrgSchema } from '../../org/describe.ts';
import type { CompiledExport } from '../compile/compile.ts';
import type { ExportColumn } from '../compile/export-file.ts';
import { type IdLookup, idLookupOf } from './sfdmu-ids.ts';
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
export function sfdmuFiles(
  compiled: CompiledExport,
  externalIdField: string,
  schema: OrgSchema,
): ShapeFile[] {
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
    ...configuration('', main, schema),
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
      return configuration(folder, [...known, part], schema);
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

function configuration(folder: string, parts: readonly Part[], schema: OrgSchema): ShapeFile[] {
  const own = new Set(parts.map(({ sobject }) => sobject));
  const columnsOf = ({ rows }: Part) => {
    const columns = new Map<string, ExportColumn>();
    for (const row of rows) for (const { column } of row.cells) columns.set(untyped(column), column);
    return columns;
  };
  // Ids that a file has, by the object that they are of.
  const ids = new Map<string, Set<string>>();
  const parent = (part: Part, column: ExportColumn): IdLookup | undefined => {
    const cells = part.rows.flatMap((row) =>
      row.cells.flatMap((one) => (untyped(one.column) === untyped(column) ? [one.cell] : [])),
    );
    const found = idLookupOf(column, cells, schema[part.sobject]);
    // An object is in a configuration once, by its key or by its ids.
    if (!found || own.has(found.to)) return undefined;
    ids.set(found.to, new Set([...(ids.get(found.to) ?? []), ...cells]));
    return found;
  };
  const files = parts.map((part) => {
    const columns = [...columnsOf(part)].map(([header, column]) => {
      const lookup = parent(part, column);
      return {
        ...{ header, title: lookup ? `${lookup.relationship}.Id` : header },
        field: lookup?.polymorphic ? `${column.field}$${lookup.to}` : queried(column),
        // SFDMU sends null for a blank cell, and the org refuses the whole call for a checkbox.
        blank: schema[part.sobject]?.fields[column.field]?.type === 'boolean' ? 'false' : '',
      };
    });
    const rows = part.rows.map((row) => {
      const cells = new Map(row.cells.map(({ column, cell }) => [untyped(column), cell]));
      return columns.map(({ header, blank }) => cells.get(header) ?? blank);
    });
    const { sobject, operation, externalId } = part;
    const fields = columns.map(({ field }) => field).join(', ');
    return {
      object: { query: `SELECT ${fields} FROM ${sobject}`, operation, externalId },
      csv: {
        name: `${folder}${sobject}.csv`,
        text: csvText(
          columns.map(({ title }) => title),
          rows,
        ),
      },
    };
  });
  const known = [...ids].map(([sobject, found]) => ({
    // SFDMU leaves out an object of which it reads the Id alone.
    object: { query: `SELECT Id, Name FROM ${sobject}`, operation: 'Readonly', externalId: 'Id' },
    csv: {
      name: `${folder}${sobject}.csv`,
      text: csvText(
        ['Id', 'Name'],
        [...found].sort().map((id) => [id, id]),
      ),
    },
  }));
  const all = [...known, ...files];
  const text = `${JSON.stringify({ ...SCRIPT, objects: all.map(({ object }) => object) }, null, 2)}\n`;
  return [{ name: `${folder}export.json`, text }, ...all.map(({ csv }) => csv)];
}

/** A field in a query: SFDMU has the type of a polymorphic parent there. */
function queried(column: ExportColumn): string {
  if (column.kind === 'key') return column.header;
  const isTyped = column.kind === 'parent' && column.header.includes(':');
  return isTyped ? `${column.field}$${column.to}` : column.field;
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

import { lookupOfAll, type OrgRecordKind, orgRecordsOf } from '../catalog/org-records.ts';
import { isRecordId } from '../catalog/record-id.ts';
import type { OrgObject, OrgSchema } from '../org/describe.ts';
import { foldName, NAMED_KINDS, type NamedRecord, type OrgNames } from '../org/org-names.ts';
import { validNames } from '../shared/nearest.ts';
import { isEmptyCell } from '../shared/special-cells.ts';
import type { Notes } from './compile/notes.ts';
import type { KeyIndex } from './keys.ts';
import { joinColumns, mapCells, type TextTable } from './text-table.ts';

/** Tables with the field's name for a column that has its relationship's: `RecordType` is `RecordTypeId`. */
export function withFieldNames(tables: readonly TextTable[], org: OrgSchema | undefined): TextTable[] {
  return tables.map((table) => {
    let renamed = table;
    for (const column of table.columns) {
      const field = fieldNamed(column, org?.[table.sobject]);
      if (field !== undefined) renamed = withColumn(renamed, column, field);
    }
    return renamed;
  });
}

/** A table with a column's cells under another name; a table with both has the cells of both under that one. */
function withColumn(table: TextTable, column: string, field: string): TextTable {
  const from = table.columns.indexOf(column);
  const into = table.columns.indexOf(field);
  if (into < 0) return { ...table, columns: table.columns.with(from, field) };
  // If a row has a cell in both, the table keeps both columns, and a warning says that the org lacks the first one.
  const both = table.rows.some((row) => row[from] !== '' && row[into] !== '');
  return both ? table : joinColumns(table, from, into);
}

/** The field that a column means by the name of its relationship. */
function fieldNamed(column: string, org: OrgObject | undefined): string | undefined {
  if (org && Object.hasOwn(org.fields, column)) return undefined;
  const named = Object.values(org?.fields ?? {}).find(
    (field) => field.relationship === column && orgRecordsOf(field.referenceTo).length > 0,
  );
  const name = named?.name ?? lookupOfAll(column)?.name;
  return name === column ? undefined : name;
}

/** The columns of a table that may name records of an org. */
function namingColumns(table: TextTable, schema: OrgSchema): { at: number; kinds: OrgRecordKind[] }[] {
  const fields = schema[table.sobject]?.fields ?? {};
  return table.columns.flatMap((column, at) => {
    const kinds = orgRecordsOf(Object.hasOwn(fields, column) ? fields[column]!.referenceTo : []);
    return kinds.length > 0 ? [{ at, kinds }] : [];
  });
}

/** True for a cell with a name: neither blank, nor a key of the dataset, nor an id of the kind. */
function isName(cell: string, kinds: readonly OrgRecordKind[], keys: KeyIndex): boolean {
  if (isEmptyCell(cell) || keys.has(cell)) return false;
  // The checksum of a long id leaves no doubt; a name may have the form of a short one.
  const isSure = cell.length === 18 || kinds.some((kind) => cell.startsWith(NAMED_KINDS[kind].idPrefix));
  return !(isSure && isRecordId(cell));
}

/** The names in a dataset, by the kind of record that they may be of. */
export function wantedNames(
  tables: readonly TextTable[],
  keysOf: () => KeyIndex,
  schema: OrgSchema,
): Map<OrgRecordKind, Set<string>> {
  const wanted = new Map<OrgRecordKind, Set<string>>();
  let keys: KeyIndex | undefined;
  for (const table of tables)
    for (const { at, kinds } of namingColumns(table, schema)) {
      keys ??= keysOf();
      for (const row of table.rows) {
        const cell = row[at]!;
        if (!isName(cell, kinds, keys)) continue;
        for (const kind of kinds) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(cell));
      }
    }
  return wanted;
}

/**
 * Replaces names by the org's ids; each name that the org doesn't have is a problem. Without an org, such cells are left
 * blank, with a warning for each column.
 */
export function resolveNames(
  tables: readonly TextTable[],
  keys: KeyIndex,
  { schema, names }: { schema: OrgSchema; names: OrgNames | undefined },
  notes: Notes,
): TextTable[] {
  return tables.map((table) => {
    const columns = namingColumns(table, schema);
    if (columns.length === 0) return table;
    const found = columns.map(({ at, kinds }) => ({ at, ids: idsOf(table, at, kinds) }));
    if (found.every(({ ids }) => ids.size === 0)) return table;
    return mapCells(table, (cell, column) => found.find(({ at }) => at === column)?.ids.get(cell) ?? cell);
  });

  function idsOf(table: TextTable, at: number, kinds: readonly OrgRecordKind[]): Map<string, string> {
    const ids = new Map<string, string>();
    const field = `${table.sobject}.${table.columns[at]}`;
    const problems = new Map<string, ReturnType<typeof lookUp>>();
    table.rows.forEach((row, position) => {
      const cell = row[at]!;
      if (!isName(cell, kinds, keys)) return;
      if (!names) {
        ids.set(cell, '');
        return;
      }
      const known = problems.get(cell) ?? lookUp(cell, table.sobject, kinds, { schema, names });
      problems.set(cell, known);
      ids.set(cell, 'id' in known ? known.id : '');
      if ('id' in known) return;
      const place = { file: table.file, line: table.lines[position]!, key: row[0]! };
      const hint = known.hint === undefined ? {} : { hint: known.hint };
      notes.problem({ message: `${field}: ${known.message}`, place, ...hint });
    });
    if (!names && ids.size > 0) notes.nameless(table, field, [...ids.keys()]);
    return ids;
  }
}

/** The id of a named record, or why a row can't have it. */
function lookUp(
  name: string,
  sobject: string,
  kinds: readonly OrgRecordKind[],
  { schema, names }: { schema: OrgSchema; names: OrgNames },
): { id: string } | { message: string; hint?: string } {
  const nouns = kinds.map((kind) => NAMED_KINDS[kind].noun).join(' or ');
  if (kinds.every((kind) => !names.has(kind))) {
    const objects = kinds.join(' or ');
    return {
      message: `the org has no object ${objects}, or you don't have access to it.`,
      hint: `Get access to ${objects}, or leave ${sobject} out with \`--skip ${sobject}\`.`,
    };
  }
  const isFor = (record: NamedRecord) => record.objects === undefined || record.objects.includes(sobject);
  const all = kinds.flatMap((kind) => (names.get(kind) ?? []).map((record) => ({ kind, record })));
  // The preferred field first: another record may have the name as its label.
  const depth = Math.max(0, ...all.map(({ record }) => record.names.length));
  for (let level = 0; level < depth; level++) {
    const same = all.filter(({ record }) => foldName(record.names[level] ?? '') === foldName(name));
    const fit = same.filter(({ record }) => isFor(record));
    const usable = fit.filter(({ record }) => record.active);
    if (usable.length > 1)
      return {
        message: `more than one ${nouns} is called "${name}".`,
        hint: `Use the ${NAMED_KINDS[usable[0]!.kind].fields[0]} or the ID.`,
      };
    const [one] = usable;
    if (one) {
      const barred = schema[sobject]?.unavailableRecordTypes?.includes(one.record.id) === true;
      if (!barred) return { id: one.record.id };
      return {
        message: `the record type "${name}" isn't available to you.`,
        hint: 'Assign it to your profile or to a permission set of yours.',
      };
    }
    if (fit.length > 0) return { message: `the ${NAMED_KINDS[fit[0]!.kind].noun} "${name}" isn't active.` };
    if (same[0]?.kind === 'Group')
      return {
        message: `the queue "${name}" can't own ${sobject} records.`,
        hint: `Add ${sobject} to the supported objects of the queue.`,
      };
  }
  if (isRecordId(name)) return { id: name };
  const known = all.filter(({ record }) => record.active && isFor(record));
  const first = known.map(({ record }) => record.names[0]!);
  // A sandbox appends its name to every username.
  const longer = first.find((one) => foldName(one).startsWith(`${foldName(name)}.`));
  const hint = longer ? `Did you mean ${longer}?` : validNames(name, first);
  const forObject = kinds.includes('RecordType') ? ` of ${sobject}` : '';
  return { message: `the org has no ${nouns}${forObject} "${name}".`, ...(hint ? { hint } : {}) };
}

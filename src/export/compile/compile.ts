import { type After, dependencyLevels } from '../../catalog/derive.ts';
import type { Catalog, Match } from '../../catalog/types.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { namesakes } from '../../org/namespace.ts';
import type { Problem } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { KeyIndex } from '../keys.ts';
import { PERSON_CONTACT } from '../person-contacts.ts';
import type { TextTable } from '../text-table.ts';
import { compileTable } from './compile-table.ts';
import type { ExportFile } from './export-file.ts';
import { Notes, type UnknownValue } from './notes.ts';
import { agreedMaps, industries, type Picklists } from './picklists.ts';

export interface CompileInput {
  tables: readonly TextTable[];
  keys: KeyIndex;
  /** The catalog with the dataset's own objects, see `extendCatalog`. */
  catalog: Catalog;
  /** The org's objects, or those of the standard org. */
  schema: OrgSchema;
  /** Objects of the org whose names are those of objects that it lacks, with a namespace. */
  namesakes?: OrgSchema;
  externalIdField: string;
  picklists: Picklists;
  /** True if new rows are written to separate files, as a load sends them. */
  newRowsApart?: boolean;
  /** Objects of the dataset that can't be in the org: lookups to them are left blank. */
  absent?: ReadonlySet<string>;
  /** Load order in addition to references. */
  after?: After;
}

/** A dataset compiled for one org. */
export interface CompiledExport {
  files: ExportFile[];
  /** The objects in levels, parents first. */
  levels: string[][];
  /** Notes about omitted columns and changed values, as sentences. */
  notes: string[];
  /** Columns with values for which the org has no field. */
  warnings: Problem[];
  unknownValues: UnknownValue[];
  problems: Problem[];
}

/** Compiles a dataset for an org. Pure: the same input yields the same files. */
export function compile(input: CompileInput): CompiledExport {
  const { tables, keys, catalog, schema, externalIdField } = input;
  const levels = dependencyLevels(
    catalog,
    tables.map((table) => table.sobject),
    input.after,
  );
  const levelOf = new Map(
    levels.flatMap((level, depth) => level.map((sobject) => [sobject, depth] as const)),
  );
  const notes = new Notes();
  const industryOf = industries(tables, keys);
  const agreed = agreedMaps(Object.values(input.picklists.industries));
  const matchOf = (sobject: string) =>
    matchIn(catalog[sobject]!.match, schema[sobject]?.fields[externalIdField]?.externalId === true);
  // A record that a load takes over has no key, and only a load knows its id.
  const isAdopting = (sobject: string) =>
    input.newRowsApart === true && catalog[sobject]!.adoptBy !== undefined;
  const isKeyed = (sobject: string) =>
    sobject !== PERSON_CONTACT && matchOf(sobject).by === 'external_id' && !isAdopting(sobject);
  const files = tables.flatMap((table): ExportFile[] => {
    const org = schema[table.sobject];
    if (!org) {
      notes.problem({
        message: `The org has no object ${table.sobject}, or you don't have access to it.`,
        place: { file: table.file },
        hint: namespaceHint(table, input.namesakes ?? {}) ?? `\`--skip ${table.sobject}\` leaves it out.`,
      });
      return [];
    }
    const candidates = (field: string, value: string, key: string) => {
      const industry = industryOf(key);
      const maps = industry === undefined ? agreed : input.picklists.industries[industry];
      return [maps, input.picklists.config].map((one) => one?.[`${table.sobject}.${field}`]?.[value]);
    };
    const deferred = (parent: string) =>
      levelOf.get(parent === PERSON_CONTACT ? 'Account' : parent)! >= levelOf.get(table.sobject)!;
    return compileTable(table, {
      ...{ org, keys, externalIdField, isKeyed, candidates, deferred, notes },
      newRowsApart: input.newRowsApart === true,
      absent: input.absent ?? new Set(),
      sobject: catalog[table.sobject]!,
      match: matchOf(table.sobject),
    });
  });
  if (input.newRowsApart !== true) noteUnresolved(files, notes);
  noteUnused(input, notes);
  return { files, levels, ...notes.all() };
}

/** Notes the lookups to parents without an External ID, in files that aren't a load's. */
function noteUnresolved(files: readonly ExportFile[], notes: Notes): void {
  for (const { sobject, source: file, columns } of files)
    for (const column of columns)
      if (column.kind === 'parent' && column.byId)
        notes.unresolved({ sobject, file }, column.field, column.to);
}

/** The names to use instead, if the org has the object by a name with a namespace. */
function namespaceHint({ sobject, columns }: TextTable, all: OrgSchema): string | undefined {
  const found = namesakes(sobject, Object.keys(all));
  const [name] = found;
  if (name === undefined) return undefined;
  const renamed = columns.flatMap((column) => {
    const fields = Object.keys(all[name]!.fields);
    return fields.includes(column) ? [] : namesakes(column, fields).slice(0, 1);
  });
  const also = renamed.length > 0 ? `, with its fields ${renamed.join(', ')}` : '';
  return `The org has ${found.join(' and ')}: use that name in the recipe${also}.`;
}

/** Reports mappings of unknown objects or fields, which are usually misspelled. */
function noteUnused({ picklists, catalog, schema }: CompileInput, notes: Notes): void {
  for (const name of Object.keys(picklists.config)) {
    const [sobject = '', field = ''] = name.split('.');
    const org = schema[sobject];
    if (!catalog[sobject] && !org)
      notes.unused(
        name,
        `nothing is known of an object ${sobject}`,
        didYouMean(sobject, Object.keys(catalog)),
      );
    else if (org && !org.fields[field])
      notes.unused(name, `${sobject} has no field ${field}`, didYouMean(field, Object.keys(org.fields)));
  }
}

/** If the org has an External ID on an object that usually can't have one, records are matched by it. */
function matchIn(match: Match, hasExternalId: boolean): Match {
  return hasExternalId ? { by: 'external_id' } : match;
}

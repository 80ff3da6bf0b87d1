import type { After } from '../catalog/derive.ts';
import { catalogOf } from '../catalog/overlay.ts';
import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import type { LoadDeclarations } from '../dataset/manifest.ts';
import { readNamesakes, readSchema } from '../org/about-org.ts';
import type { OrgSchema } from '../org/describe.ts';
import { type OrgNames, readNames } from '../org/org-names.ts';
import type { Session } from '../org/session.ts';
import { type CompiledExport, compile } from './compile/compile.ts';
import { Notes } from './compile/notes.ts';
import { industryPicklists } from './compile/picklists.ts';
import { extendCatalog } from './extend-catalog.ts';
import { indexKeys, type KeyIndex } from './keys.ts';
import { resolveNames, wantedNames, withFieldNames } from './names.ts';
import type { Neutral } from './neutral.ts';
import { namePersonContacts } from './person-contacts.ts';
import { withoutRefused } from './row-kinds.ts';
import { shiftNeutral } from './shift.ts';
import { standardOrg } from './standard-org.ts';
import { withoutSums } from './sums.ts';

/** A checked dataset, shifted to its day and compiled for an org. */
export interface PreparedExport {
  neutral: Neutral;
  catalog: Catalog;
  /** Objects that neither the catalog nor the configuration knows. */
  unknown: readonly string[];
  keys: KeyIndex;
  schema: OrgSchema;
  compiled: CompiledExport;
}

/** `load_after`, by object. */
function loadAfter(load: LoadDeclarations = {}): After {
  return Object.fromEntries(
    Object.entries(load).flatMap(([sobject, { load_after }]) =>
      load_after ? [[sobject, load_after] as const] : [],
    ),
  );
}

/** Checks keys, shifts dates, and compiles; without an org, for a standard one made from the catalog. */
export function prepareExport(
  neutral: Neutral,
  config: Config,
  options: {
    org?: OrgSchema;
    names?: OrgNames;
    namesakes?: OrgSchema;
    asOf?: string;
    newRowsApart?: boolean;
    /** Objects that can't be in the org: lookups to them are left blank. */
    absent?: ReadonlySet<string>;
  },
): PreparedExport {
  const named = { ...neutral, tables: withFieldNames(neutral.tables, options.org) };
  const keys = indexKeys([...named.tables, ...(neutral.apart ?? [])]);
  const extended = extendCatalog(catalogOf(config.objects), named.tables, keys, options.org);
  const { catalog, unknown } = extended;
  const externalIdField = config.salesforce.external_id_field;
  const schema = options.org ?? standardOrg(catalog, externalIdField);
  const moved = options.asOf ? shiftNeutral(named, catalog, options.asOf) : named;
  const ofNames = new Notes();
  const fitted = withoutRefused(moved.tables, schema);
  const summed = withoutSums(fitted.tables, schema);
  const resolved = resolveNames(summed.tables, keys, { schema, names: options.names }, ofNames);
  // Only a load learns the ids of records that Salesforce makes itself.
  const ofPersons = options.newRowsApart
    ? namePersonContacts(resolved, neutral.apart ?? [], keys, schema)
    : { tables: resolved, keys };
  const picklists = { config: config.salesforce.picklists, industries: industryPicklists(config) };
  const compiled = compile({
    ...{ ...ofPersons, catalog, schema, externalIdField, picklists },
    namesakes: options.namesakes ?? {},
    after: loadAfter(neutral.load),
    newRowsApart: options.newRowsApart === true,
    absent: options.absent ?? new Set(),
  });
  const about = ofNames.all();
  return {
    ...{ neutral: moved, catalog, unknown, keys, schema },
    compiled: {
      ...compiled,
      notes: [...extended.notes, ...compiled.notes],
      warnings: [...fitted.warnings, ...summed.warnings, ...about.warnings, ...compiled.warnings],
      problems: [...about.problems, ...compiled.problems],
    },
  };
}

/** Reads what an export needs to know of an org: its objects, and the records that the dataset names. */
export async function readOrgFor(
  session: Session,
  { tables, apart = [] }: Neutral,
): Promise<{ org: OrgSchema; names: OrgNames; namesakes: OrgSchema }> {
  const sobjects = tables.map((table) => table.sobject);
  const org = await readSchema(session, sobjects);
  const namesakes = await readNamesakes(session, sobjects, org);
  const named = withFieldNames(tables, org);
  const wanted = wantedNames(named, () => indexKeys([...named, ...apart]), org);
  return { org, names: await readNames(session.rest, wanted), namesakes };
}

import type { After } from '../catalog/derive.ts';
import { catalogOf } from '../catalog/overlay.ts';
import type { Catalog } from '../catalog/types.ts';
import type { Config } from '../config/schema.ts';
import type { LoadDeclarations } from '../dataset/manifest.ts';
import type { OrgSchema } from '../org/describe.ts';
import { type CompiledExport, compile } from './compile.ts';
import { extendCatalog } from './extend-catalog.ts';
import { indexKeys, type KeyIndex } from './keys.ts';
import type { Neutral } from './neutral.ts';
import { industryPicklists } from './picklists.ts';
import { shiftNeutral } from './shift.ts';
import { standardOrg } from './standard-org.ts';

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
  options: { org?: OrgSchema; asOf?: string; newRowsApart?: boolean },
): PreparedExport {
  const keys = indexKeys(neutral.tables);
  const extended = extendCatalog(catalogOf(config.objects), neutral.tables, keys, options.org);
  const { catalog, unknown } = extended;
  const externalIdField = config.salesforce.external_id_field;
  const schema = options.org ?? standardOrg(catalog, externalIdField);
  const moved = options.asOf ? shiftNeutral(neutral, catalog, options.asOf) : neutral;
  const picklists = { config: config.salesforce.picklists, industries: industryPicklists(config) };
  const compiled = compile({
    ...{ tables: moved.tables, keys, catalog, schema, externalIdField, picklists },
    after: loadAfter(neutral.load),
    newRowsApart: options.newRowsApart === true,
  });
  const notes = [...extended.notes, ...compiled.notes];
  return { neutral: moved, catalog, unknown, keys, schema, compiled: { ...compiled, notes } };
}

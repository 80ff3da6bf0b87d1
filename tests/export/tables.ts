import type { After } from '../../src/catalog/derive.ts';
import { standardCatalog } from '../../src/catalog/standard.ts';
import type { Catalog } from '../../src/catalog/types.ts';
import { type CompiledExport, compile } from '../../src/export/compile/compile.ts';
import type { Picklists } from '../../src/export/compile/picklists.ts';
import { extendCatalog } from '../../src/export/extend-catalog.ts';
import { indexKeys } from '../../src/export/keys.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { type TextTable, textTable } from '../../src/export/text-table.ts';
import type { OrgSchema } from '../../src/org/describe.ts';

/** A table from its columns, separated by blanks, and rows of cells. */
export function tableOf(sobject: string, columns: string, ...rows: string[][]): TextTable {
  const lines = rows.map((_, index) => index + 2);
  return textTable(sobject, `${sobject}.csv`, {
    columns: ['ExternalId', ...columns.split(' ').filter(Boolean)],
    rows,
    lines,
  });
}

const NO_PICKLISTS: Picklists = { config: {}, industries: {} };

/** Compiles tables for a stock org, or one whose schema `change` alters. */
export function compiled(
  tables: TextTable[],
  options: {
    picklists?: Picklists;
    catalog?: Catalog;
    after?: After;
    newRowsApart?: boolean;
    change?: (schema: OrgSchema) => OrgSchema;
  } = {},
): CompiledExport {
  const keys = indexKeys(tables);
  const { catalog } = extendCatalog(options.catalog ?? standardCatalog, tables, keys);
  const stock = standardOrg(catalog, 'Key__c');
  const schema = options.change ? options.change(stock) : stock;
  const { picklists = NO_PICKLISTS, after = {}, newRowsApart = false } = options;
  const input = { tables, keys, catalog, schema, externalIdField: 'Key__c', picklists, after };
  return compile({ ...input, newRowsApart });
}

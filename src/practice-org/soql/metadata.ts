import type { Column, Found } from './run.ts';

interface ColumnMetadata {
  aggregate: boolean;
  columnName: string;
  displayName: string;
  custom: boolean;
  joinColumns: ColumnMetadata[];
}

function metadataOf({ name, via, field }: Column): ColumnMetadata {
  const own = {
    aggregate: field === undefined,
    columnName: name,
    displayName: name,
    custom: field?.custom === true,
    joinColumns: [],
  };
  return via.reduceRight<ColumnMetadata>(
    (inner, relationship) => ({
      aggregate: false,
      columnName: relationship,
      displayName: relationship,
      custom: false,
      joinColumns: [inner],
    }),
    own,
  );
}

/** What `query?columns=true` answers instead of records; `sf data query` asks for it to head its table. */
export function columnMetadata(found: Found) {
  return {
    entityName: found.object.name,
    groupBy: found.groups !== undefined,
    idSelected: found.columns.some(({ field }) => field?.type === 'id'),
    keyPrefix: found.object.keyPrefix,
    columnMetadata: found.columns.map(metadataOf),
  };
}

import { withoutMade } from '../../catalog/made-with.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { ExportFile } from '../../export/compile/export-file.ts';
import type { PreparedExport } from '../../export/prepare.ts';
import type { OrgObject } from '../../org/describe.ts';
import { type OrgRecord, oneOf, query, reachOf } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import type { Problem } from '../../shared/errors.ts';
import { slots } from '../../shared/queue.ts';
import type { TextMap } from '../../shared/rows/packed-map.ts';
import { NULL_CELL } from '../../shared/special-cells.ts';
import { needsContacts } from '../difference/held.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import { matchFieldProblems, matchForm, matchLiteral } from './match-fields.ts';
import { type MatchRow, matchRecords, problemsToList } from './match-records.ts';
import { queryParts } from './query-parts.ts';

/** What rows of an object take over in an org. */
export interface Adopted {
  sobject: string;
  /** The fields by which they do. */
  by: readonly string[];
  /** The records, by the key of the row. */
  records: ReadonlyMap<string, OrgRecord>;
  problems: readonly Problem[];
}

/** What is known of the org's records by now, parents first. */
interface FindContext {
  externalIdField: string;
  prefix: string;
  /** The org's ids of the dataset's records, by key. */
  ids: Pick<TextMap, 'get' | 'has'>;
  sent: Pick<SentStore, 'idOf' | 'adopted'>;
}

const queries = slots(4);

/** The fields by which rows of an object take over records; none where a load adopts nothing, or can't search for them. */
function adoptFields(catalog: Catalog, sobject: string, org: OrgObject | undefined): readonly string[] {
  const fields = catalog[sobject]?.adoptBy ?? [];
  return org && matchFieldProblems(sobject, fields, org).length === 0 ? fields : [];
}

/**
 * Finds the records that rows without a record of their key take over: those of people. A record under the dataset's
 * own keys is another row's, or was one; a record of another dataset is not to be changed.
 */
export async function findAdopted(
  session: Session,
  sobject: string,
  files: readonly ExportFile[],
  prepared: Pick<PreparedExport, 'neutral' | 'schema' | 'catalog' | 'compiled'>,
  context: FindContext,
): Promise<Adopted | undefined> {
  const { externalIdField, prefix } = context;
  const { key_prefix: keyPrefix } = prepared.neutral;
  const org = prepared.schema[sobject];
  const fields = adoptFields(prepared.catalog, sobject, org);
  if (!org || fields.length === 0) return undefined;
  const rows = rowsToMatch(sobject, files, prepared, fields, context);
  const columns = files.flatMap((file) => file.columns.filter(({ kind }) => kind !== 'key'));
  const contacts = needsContacts(sobject, prepared.compiled.files) ? ['PersonContactId'] : [];
  const select = [
    ...new Set(['Id', ...contacts, externalIdField, ...fields, ...columns.map(({ field }) => field)]),
  ];
  const found = await readCandidates(session, { sobject, select, rows, fields, org });
  const keyOf = (record: OrgRecord) => String(record[externalIdField] ?? '');
  const matched = matchRecords(
    rows,
    found.filter((record) => !keyOf(record).startsWith(prefix)),
    { sobject, fields, org },
  );
  const others = [...matched.adopted].filter(([, record]) => keyOf(record).startsWith(keyPrefix));
  const rowsByKey = new Map(rows.map((row) => [row.key, row]));
  const ofOthers = others.map(([key, record]): Problem => {
    const row = rowsByKey.get(key)!;
    return {
      message: `${sobject} ${record.Id}, which has the ${fields.join(' and ')} of this row, is a record of another dataset (${keyOf(record)}).`,
      place: { file: row.file, line: row.line, key },
      hint: 'Clean up that dataset, or give the row other values.',
    };
  });
  const problems = problemsToList([...matched.problems, ...ofOthers], sobject);
  return { sobject, by: fields, records: matched.adopted, problems };
}

/** The rows of an object without a record of their key. */
function rowsToMatch(
  sobject: string,
  files: readonly ExportFile[],
  { neutral, schema }: Pick<PreparedExport, 'neutral' | 'schema'>,
  fields: readonly string[],
  { ids, sent }: FindContext,
): MatchRow[] {
  const org = schema[sobject]!;
  const table = neutral.tables.find((one) => one.sobject === sobject);
  if (!table) return [];
  const compiled = new Map<string, (field: string) => string | undefined>();
  for (const file of files) {
    if (file.pass !== 'records') continue;
    const at = new Map(file.columns.map(({ field }, index) => [field, index]));
    for (const row of file.rows)
      compiled.set(row.key, (field) => (at.has(field) ? row.cells[at.get(field)!] : undefined));
  }
  const columns = new Map(table.columns.map((column, index) => [column, index]));
  return table.rows.flatMap((cells, position): MatchRow[] => {
    const key = cells[0]!;
    const cellOf = compiled.get(key);
    if (ids.has(key) || !cellOf) return [];
    const forms = fields.map((field) => {
      // What isn't sent, as the org computes it or a second pass sets it, is in the dataset alone.
      const cell = cellOf(field) || (cells[columns.get(field) ?? -1] ?? '');
      const type = org.fields[field]!;
      if (cell === NULL_CELL) return '';
      return matchForm(type, type.type === 'reference' ? (ids.get(cell) ?? cell) : cell);
    });
    const earlier = sent.idOf(key);
    return [
      {
        ...{ key, file: table.file, line: table.lines[position]!, forms },
        earlier: sent.adopted(earlier) ? earlier : undefined,
      },
    ];
  });
}

interface Wanted {
  sobject: string;
  select: readonly string[];
  rows: readonly MatchRow[];
  fields: readonly string[];
  org: OrgObject;
}

/** Reads the records that have the values of rows, each once, and those that earlier loads took over. */
async function readCandidates(session: Session, wanted: Wanted): Promise<OrgRecord[]> {
  const { sobject, select, rows, fields, org } = wanted;
  const { how, and: living } = reachOf(sobject);
  const and = `${withoutMade(sobject, org.fields)}${living}`;
  const selected = `SELECT ${select.join(', ')} FROM ${sobject} WHERE `;
  const earlier = rows.flatMap((row) => row.earlier ?? []);
  const ofEarlier = { valuesOf: (id: string) => [`'${id}'`], fixed: `${selected}Id IN ()${and}` };
  const wheres = queryParts(earlier, ofEarlier).map((ids) => oneOf('Id', ids));
  const complete = rows.filter(({ forms }) => !forms.includes(''));
  const literals = new Map(
    complete.map((row) => [row, row.forms.map((form, at) => matchLiteral(org.fields[fields[at]!]!, form))]),
  );
  const fixed = `${selected}${fields.map((field) => `${field} IN ()`).join(' AND ')}${and}`;
  for (const part of queryParts(complete, { valuesOf: (row) => literals.get(row)!, fixed }))
    wheres.push(
      fields
        .map((field, at) => {
          const values = new Set(part.map((row) => literals.get(row)![at]));
          return `${field} IN (${[...values].join(',')})`;
        })
        .join(' AND '),
    );
  const pages = await Promise.all(
    wheres.map((where) => queries.use(0, () => query(session.rest, `${selected}${where}${and}`, how))),
  );
  return [...new Map(pages.flat().map((record) => [record.Id, record])).values()];
}

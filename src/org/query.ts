import { z } from 'zod';
import { shaped } from './answer.ts';
import type { Rest } from './rest.ts';

const page = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())),
});

/** A record as an org returns it: values by field, with a parent's values in a nested object. */
export type OrgRecord = Record<string, unknown>;

/** Returns all records of a query; `queryAll` includes archived activities and the recycle bin. */
export async function query(
  rest: Rest,
  soql: string,
  how: 'query' | 'queryAll' = 'query',
): Promise<OrgRecord[]> {
  const records: OrgRecord[] = [];
  await eachRecord(rest, soql, how, (record) => records.push(record));
  return records;
}

/** Gives all records of a query to a function, page by page, so that not all of them are in memory. */
export async function eachRecord(
  rest: Rest,
  soql: string,
  how: 'query' | 'queryAll',
  take: (record: OrgRecord) => void,
): Promise<void> {
  let path: string | undefined = `${how}?q=${encodeURIComponent(soql)}`;
  while (path) {
    const answer: z.infer<typeof page> = shaped(page, await rest.get(path), {
      what: 'A query',
      check: rest.check,
    });
    for (const record of answer.records) take(record);
    path = answer.done ? undefined : answer.nextRecordsUrl;
  }
}

/** The result of a `SELECT COUNT()`. */
export async function count(rest: Rest, soql: string, how: 'query' | 'queryAll' = 'query'): Promise<number> {
  const answer = await rest.get(`${how}?q=${encodeURIComponent(soql)}`);
  return shaped(page, answer, { what: 'A query', check: rest.check }).totalSize;
}

/** Escapes a text for a SOQL literal. Half a surrogate pair has no form in an address, and reaches an org as U+FFFD. */
export function soqlText(text: string): string {
  return `'${text.toWellFormed().replaceAll(/[\\']/g, (sign) => `\\${sign}`)}'`;
}

/** A `LIKE` pattern for a prefix; the wildcards `_` and `%` are escaped. */
export function startsWith(field: string, prefix: string): string {
  const escaped = prefix.replaceAll(/[\\'_%]/g, (sign) => `\\${sign}`);
  return `${field} LIKE '${escaped}%'`;
}

/** `field IN ('a','b')`. */
export function oneOf(field: string, values: readonly string[]): string {
  return `${field} IN (${values.map(soqlText).join(',')})`;
}

/** How to query all records of an object that aren't deleted. */
export interface QueryReach {
  how: 'query' | 'queryAll';
  /** An additional condition, to be appended to the others. */
  and: string;
}

/**
 * Closed activities are archived after a year; only `queryAll` returns them, together with the recycle bin. Source:
 * SOQL and SOSL Reference, ALL ROWS; Salesforce Help, Archived Activities.
 */
export function reachOf(sobject: string): QueryReach {
  const archived = sobject === 'Task' || sobject === 'Event';
  return archived ? { how: 'queryAll', and: ' AND IsDeleted = false' } : { how: 'query', and: '' };
}

import { z } from 'zod';
import type { Rest } from './rest.ts';

const page = z.object({
  totalSize: z.number(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())),
});

export type OrgRecord = Record<string, unknown>;

/** All records of a query, page after page; `queryAll` also sees archived activities and what is in the recycle bin. */
export async function query(
  rest: Rest,
  soql: string,
  how: 'query' | 'queryAll' = 'query',
): Promise<OrgRecord[]> {
  const records: OrgRecord[] = [];
  let path: string | undefined = `${how}?q=${encodeURIComponent(soql)}`;
  while (path) {
    const answer = page.parse(await rest.get(path));
    // One push a record: a spread of a large page would overflow the stack.
    for (const record of answer.records) records.push(record);
    path = answer.done ? undefined : answer.nextRecordsUrl;
  }
  return records;
}

/** The answer of a `SELECT COUNT()`. */
export async function count(rest: Rest, soql: string, how: 'query' | 'queryAll' = 'query'): Promise<number> {
  return page.parse(await rest.get(`${how}?q=${encodeURIComponent(soql)}`)).totalSize;
}

import { z } from 'zod';
import { shaped } from './answer.ts';
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
    const answer: z.infer<typeof page> = shaped(page, await rest.get(path), 'A query');
    // One push a record: a spread of a large page would overflow the stack.
    for (const record of answer.records) records.push(record);
    path = answer.done ? undefined : answer.nextRecordsUrl;
  }
  return records;
}

/** The answer of a `SELECT COUNT()`. */
export async function count(rest: Rest, soql: string, how: 'query' | 'queryAll' = 'query'): Promise<number> {
  return shaped(page, await rest.get(`${how}?q=${encodeURIComponent(soql)}`), 'A query').totalSize;
}

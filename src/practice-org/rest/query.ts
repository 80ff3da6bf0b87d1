import { ApiError } from '../errors.ts';
import { type ApiCall, jsonReply, type Route } from '../http.ts';
import { newId } from '../org.ts';
import { columnMetadata, restRows } from '../soql/answer.ts';
import { parseSoql } from '../soql/parse.ts';
import { runSoql } from '../soql/run.ts';

function pageSize({ headers, org }: ApiCall): number {
  const wanted = /batchSize=(\d+)/i.exec(String(headers['sforce-query-options'] ?? ''))?.[1];
  // REST API Developer Guide, "Query Options Header": 200 to 2,000.
  return wanted ? Math.min(2_000, Math.max(200, Number(wanted))) : org.options.queryPage;
}

function page(call: ApiCall, base: string, records: unknown[], cursorId: string, from: number) {
  const to = from + pageSize(call);
  const done = to >= records.length;
  if (done) call.org.cursors.delete(cursorId);
  else call.org.cursors.set(cursorId, records);
  return jsonReply({
    totalSize: records.length,
    done,
    ...(done ? {} : { nextRecordsUrl: `${base}/query/${cursorId}-${to}` }),
    records: records.slice(from, to),
  });
}

/** The REST query calls; the tooling API sees the same objects and some more. */
export const queryRoutes: Route[] = [
  {
    method: 'GET',
    path: /^(\/services\/data\/v\d+\.0)(?:\/tooling)?\/(query|queryAll)\/?$/,
    answer: (call, base, verb) => {
      const text = call.params.get('q');
      if (text === null) throw new ApiError(400, 'MALFORMED_QUERY', 'the q parameter is missing');
      const tooling = call.path.includes('/tooling/');
      const found = runSoql(call.org, parseSoql(text), { all: verb === 'queryAll', tooling });
      if (call.params.get('columns') === 'true') return jsonReply(columnMetadata(found));
      if (found.bareCount) return jsonReply({ totalSize: found.matched.length, done: true, records: [] });
      return page(call, base!, restRows(call.org, found, base!), newId(call.org, '01g'), 0);
    },
  },
  {
    method: 'GET',
    path: /^(\/services\/data\/v\d+\.0)(?:\/tooling)?\/query\/(\w{18})-(\d+)$/,
    answer: (call, base, cursorId, from) => {
      const records = call.org.cursors.get(cursorId!);
      if (!records) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
      return page(call, base!, records, cursorId!, Number(from));
    },
  },
];

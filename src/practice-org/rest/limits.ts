import { ApiError } from '../errors.ts';
import { jsonReply, type Route } from '../http.ts';
import type { Org } from '../org.ts';

/** Refuses calls past the org's daily limit. */
export function checkCallsLeft(org: Org): void {
  if (org.requests.length > org.options.apiCalls)
    throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

/** Batches that the ingest jobs of today have used: one per 10,000 rows. */
export function batchesUsed(org: Org): number {
  return [...org.jobs.values()].reduce(
    (sum, { rows }) => sum + Math.max(1, Math.ceil(rows.length / 10_000)),
    0,
  );
}

/** The remaining limits of the org, under the names that a preflight check reads. */
export const limitRoutes: Route[] = [
  {
    method: 'GET',
    path: /^\/services\/data\/v\d+\.0\/limits\/?$/,
    answer: ({ org }) => {
      const { storageMb, apiCalls, bulkBatches } = org.options;
      const used = Math.ceil((org.records.stored() * 2) / 1_024);
      const limit = (Max: number, Remaining: number) => ({ Max, Remaining: Math.max(0, Remaining) });
      return jsonReply({
        DataStorageMB: limit(storageMb, storageMb - used),
        FileStorageMB: limit(20, 20),
        DailyApiRequests: limit(Math.max(15_000, apiCalls), apiCalls - org.requests.length),
        DailyBulkApiBatches: limit(15_000, bulkBatches - batchesUsed(org)),
        DailyBulkV2QueryJobs: limit(10_000, 10_000 - org.queryJobs.size),
        DailyBulkV2QueryFileStorageMB: limit(976_562, 976_562),
      });
    },
  },
];

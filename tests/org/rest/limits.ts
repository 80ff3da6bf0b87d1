import { json, type Route } from '../http.ts';

/** What is left of the org's limits, under the names that a preflight looks for. */
export const limitRoutes: Route[] = [
  {
    method: 'GET',
    path: /^\/services\/data\/v\d+\.0\/limits\/?$/,
    answer: ({ org }) => {
      const { storageMb, apiCalls, bulkBatches } = org.options;
      const used = Math.ceil((org.records.stored() * 2) / 1_024);
      const limit = (Max: number, Remaining: number) => ({ Max, Remaining: Math.max(0, Remaining) });
      return json({
        DataStorageMB: limit(storageMb, storageMb - used),
        FileStorageMB: limit(20, 20),
        DailyApiRequests: limit(Math.max(15_000, apiCalls), apiCalls - org.requests.length),
        DailyBulkApiBatches: limit(15_000, bulkBatches - org.jobs.size),
        DailyBulkV2QueryJobs: limit(10_000, 10_000 - org.queryJobs.size),
        DailyBulkV2QueryFileStorageMB: limit(976_562, 976_562),
      });
    },
  },
];

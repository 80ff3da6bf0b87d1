import { releaseJobs } from './bulk/run-job.ts';
import type { Fault } from './faults/faults.ts';
import { bodyJson, jsonReply, noContent, type Route } from './http.ts';
import type { OrgOptions } from './options.ts';

/** Routes with which a test controls an org that runs as another process; a real org has nothing like it. */
export const controlRoutes: Route[] = [
  {
    method: 'POST',
    path: /^\/__practice\/faults$/,
    open: true,
    answer: (call) => {
      for (const fault of [bodyJson<Fault | Fault[]>(call)].flat()) call.org.faults.add(fault);
      return noContent();
    },
  },
  {
    method: 'DELETE',
    path: /^\/__practice\/faults$/,
    open: true,
    answer: ({ org }) => {
      org.faults.clear();
      releaseJobs(org);
      return noContent();
    },
  },
  {
    method: 'PATCH',
    path: /^\/__practice\/options$/,
    open: true,
    answer: (call) => {
      // Only what is read at each call: limits, times and permissions, not the schema.
      Object.assign(call.org.options, bodyJson<Partial<OrgOptions>>(call));
      return noContent();
    },
  },
  {
    method: 'GET',
    path: /^\/__practice\/requests$/,
    open: true,
    answer: ({ org }) => jsonReply(org.requests),
  },
  {
    method: 'GET',
    path: /^\/__practice\/records\/(\w+)$/,
    open: true,
    answer: ({ org }, sobject) => jsonReply(org.records.all(sobject!).filter(({ IsDeleted }) => !IsDeleted)),
  },
];

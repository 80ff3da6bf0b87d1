import type { Faults, JobFault } from './faults.ts';

/** Spends one use of the first fault about an ingest job of this sobject. */
export function faultOfJob(faults: Faults, sobject: string): JobFault | undefined {
  for (const live of faults.live) {
    const { fault } = live;
    if (fault.kind !== 'job' || live.used >= (fault.times ?? 1)) continue;
    if (fault.object && fault.object !== sobject) continue;
    live.used++;
    return fault;
  }
  return undefined;
}

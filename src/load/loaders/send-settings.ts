import type { Config } from '../../config/schema.ts';
import type { OrgObject } from '../../org/describe.ts';

/** What the configuration and the flags say of sending. */
export interface SendSettings {
  /** How often rows are sent again after a lost connection, or because they were locked. */
  retryAttempts: number;
  /** Records in one call, where a loader sends them by calls. */
  batchSize: number;
  /** More rows than this go as a job, where a loader can do without. */
  bulkAbove: number;
  /** True where records may go past duplicate rules that allow it. */
  allowDuplicates: boolean;
}

export function sendSettings({ salesforce }: Config, allowDuplicates = false): SendSettings {
  return {
    ...{ retryAttempts: salesforce.retry_attempts, batchSize: salesforce.batch_size },
    // A job has no way past a duplicate rule.
    bulkAbove: allowDuplicates ? Number.POSITIVE_INFINITY : salesforce.bulk_above,
    allowDuplicates,
  };
}

/** True if an upsert may go by calls: without a unique field two of them side by side could both insert a record. */
export function hasUniqueKey(object: OrgObject | undefined, externalId: string | undefined): boolean {
  return externalId !== undefined && object?.fields[externalId]?.unique === true;
}

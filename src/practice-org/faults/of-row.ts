import { chanceOf } from '../chance.ts';
import type { SaveError } from '../errors.ts';
import type { StoredRecord } from '../value.ts';
import type { Faults, RowFilter } from './faults.ts';

function isAbout(filter: RowFilter, sobject: string, row: Partial<StoredRecord>): boolean {
  if (filter.object && filter.object !== sobject) return false;
  if (!filter.field) return true;
  const value = String(row[filter.field] ?? '');
  if (filter.equals !== undefined) return value === filter.equals;
  return filter.matches === undefined || new RegExp(filter.matches).test(value);
}

/** Why the org, by its faults, doesn't save this row; `key` names the row across tries. */
export function faultOfRow(
  faults: Faults,
  sobject: string,
  row: Partial<StoredRecord>,
  key: string,
): SaveError | undefined {
  for (const live of faults.live) {
    const { fault } = live;
    if (fault.kind === 'storage_full' && (row.Id ?? null) === null)
      return { statusCode: 'STORAGE_LIMIT_EXCEEDED', message: 'storage limit exceeded', fields: [] };
    if (fault.kind !== 'row_lock' && fault.kind !== 'reject' && fault.kind !== 'duplicate') continue;
    if (!isAbout(fault, sobject, row)) continue;
    if (fault.kind === 'reject')
      return {
        statusCode: fault.code ?? 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: fault.message ?? 'This record breaks a rule of your company.',
        fields: fault.field ? [fault.field] : [],
      };
    if (fault.kind === 'duplicate')
      return {
        statusCode: 'DUPLICATES_DETECTED',
        message: 'Use one of these records?',
        fields: [],
      };
    const tries = live.rows.get(`${sobject} ${key}`) ?? 0;
    live.rows.set(`${sobject} ${key}`, tries + 1);
    const locked =
      chanceOf(`${sobject} ${key}`) < (fault.fraction ?? 1) &&
      (fault.seconds === undefined
        ? tries < (fault.times ?? 1)
        : Date.now() - live.since < fault.seconds * 1_000);
    if (locked)
      return {
        statusCode: 'UNABLE_TO_LOCK_ROW',
        message: `unable to obtain exclusive access to this record or 1 records: ${row.Id ?? '001PX0000000000'}`,
        fields: [],
      };
  }
  return undefined;
}

import type { Org } from '../org.ts';
import { objectNamed } from '../org.ts';
import type { SchemaObject } from '../schema/types.ts';
import type { StoredRecord, Values } from '../value.ts';
import { daysOfSeries } from './days-of-series.ts';

/** What the org makes with a record, or changes with it. Source: Object Reference, Account, Event, and Task. */
export function makeWith(org: Org, object: SchemaObject, record: StoredRecord, created: boolean): void {
  if (object.name === 'Account' && record.IsPersonAccount === true) keepContact(org, record);
  if (created && record.IsRecurrence === true) makeOccurrences(org, object, record);
}

/** The contact of a person account has the names and addresses of the account. */
function keepContact(org: Org, account: StoredRecord): void {
  const values: Values = {
    ...{
      FirstName: account.FirstName ?? null,
      LastName: account.LastName ?? null,
      Name: account.Name ?? null,
    },
    ...{ Email: account.PersonEmail ?? null, Title: account.PersonTitle ?? null },
    ...{ MailingCity: account.PersonMailingCity ?? null, Phone: account.Phone ?? null },
    ...{ AccountId: account.Id, IsPersonAccount: true, OwnerId: account.OwnerId ?? null },
    LastModifiedDate: account.LastModifiedDate ?? null,
  };
  if (typeof account.PersonContactId === 'string') {
    org.records.update(account.PersonContactId, values);
    return;
  }
  const stamps = { CreatedDate: account.CreatedDate ?? null, CreatedById: org.userId };
  const { Id } = org.records.insert(objectNamed(org, 'Contact')!, { ...values, ...stamps });
  org.records.update(account.Id, { PersonContactId: Id });
}

/** Each day of a series is a record of its own, with what the first one has; a unique value can be had once. */
function makeOccurrences(org: Org, object: SchemaObject, series: StoredRecord): void {
  const { Id, ...values } = series;
  const unique = [...object.fields.values()].filter((field) => field.unique).map(({ name }) => [name, null]);
  org.records.update(Id, { RecurrenceActivityId: Id });
  for (const day of daysOfSeries(series))
    org.records.insert(object, {
      ...{ ...values, ...Object.fromEntries(unique), ...day },
      ...{ IsRecurrence: false, RecurrenceActivityId: Id },
    });
}

import { lackedBySeries } from '../../../catalog/series.ts';
import { saveError } from '../../errors.ts';
import { objectNamed } from '../../org.ts';
import type { SaveRule } from '../change.ts';

/** A lead has no account, opportunity, or case, so an activity with a lead has no What. */
export const leadWithoutWhat: SaveRule = ({ object, after, org }) => {
  if (object.name !== 'Task' && object.name !== 'Event') return undefined;
  const who = typeof after.WhoId === 'string' ? after.WhoId : '';
  const leads = objectNamed(org, 'Lead')?.keyPrefix;
  if (leads === undefined || !who.startsWith(leads) || (after.WhatId ?? null) === null) return undefined;
  return saveError('FIELD_INTEGRITY_EXCEPTION', 'Related To ID: must be blank for a lead', 'WhatId');
};

/** A series states when it begins and ends, and what its type needs. Source: Object Reference, Event, IsRecurrence. */
export const series: SaveRule = ({ object, before, after }) => {
  if (before || after.IsRecurrence !== true) return undefined;
  const missing = lackedBySeries(object.name, (field) => String(after[field] ?? ''));
  if (missing.length > 0)
    return saveError(
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      ...missing,
    );
  const start = String(after.RecurrenceStartDateTime ?? after.RecurrenceStartDateOnly).slice(0, 10);
  if (start <= String(after.RecurrenceEndDateOnly)) return undefined;
  return saveError(
    'FIELD_INTEGRITY_EXCEPTION',
    'Recurrence End: must be on or after the start of the recurrence',
    'RecurrenceEndDateOnly',
  );
};

/** Source for the name of the missing field: issue 217 of jsforce. */
export const timedEvent: SaveRule = ({ object, after }) => {
  if (object.name !== 'Event') return undefined;
  if (after.IsAllDayEvent === true)
    return (after.ActivityDate ?? after.StartDateTime ?? null) === null
      ? saveError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [ActivityDate]', 'ActivityDate')
      : undefined;
  const missing = [
    ...((after.StartDateTime ?? null) === null ? ['ActivityDateTime'] : []),
    ...((after.DurationInMinutes ?? after.EndDateTime ?? null) === null ? ['DurationInMinutes'] : []),
  ];
  if (missing.length > 0)
    return saveError(
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      ...missing,
    );
  // Object Reference, Event: an event lasts no longer than 14 days.
  if (Number(after.DurationInMinutes ?? 0) < 0 || Number(after.DurationInMinutes ?? 0) > 20_160)
    return saveError('FIELD_INTEGRITY_EXCEPTION', 'Event duration can not be longer than 14 days');
  return undefined;
};

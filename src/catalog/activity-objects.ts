import { fieldKinds } from './fields.ts';
import type { Catalog, Field } from './types.ts';

const {
  anyOf,
  area,
  computed,
  createOnly,
  date,
  datetime,
  flag,
  int,
  owner,
  picklist,
  required,
  stamps,
  text,
} = fieldKinds;

const activity: Record<string, Field> = {
  Subject: text(255),
  WhatId: anyOf('What', 'Account', 'Opportunity', 'Case'),
  WhoId: anyOf('Who', 'Contact', 'Lead'),
  Description: area(),
  ...owner,
  ...stamps,
};

/** A series is made once: Salesforce takes these fields with a new record only. Source: Object Reference, Event and Task. */
const recurrence = (start: Record<string, Field>): Record<string, Field> =>
  Object.fromEntries(
    Object.entries({
      IsRecurrence: flag,
      ...start,
      RecurrenceEndDateOnly: date,
      RecurrenceType: picklist(
        ...['RecursDaily', 'RecursEveryWeekday', 'RecursMonthly', 'RecursMonthlyNth'],
        ...['RecursWeekly', 'RecursYearly', 'RecursYearlyNth'],
      ),
      RecurrenceInterval: int,
      RecurrenceDayOfWeekMask: int,
      RecurrenceDayOfMonth: int,
      RecurrenceInstance: picklist('First', 'Second', 'Third', 'Fourth', 'Last'),
      RecurrenceMonthOfYear: text(40),
      RecurrenceTimeZoneSidKey: text(40),
    }).map(([name, field]) => [name, createOnly(field)]),
  );

/** Tasks and events. */
export const activityObjects = {
  Task: {
    code: 'T',
    match: { by: 'external_id' },
    customFieldsOn: 'Activity',
    fields: {
      ...activity,
      Status: required(
        picklist('Not Started', 'In Progress', 'Completed', 'Waiting on someone else', 'Deferred'),
      ),
      Priority: required(picklist('High', 'Normal', 'Low')),
      ActivityDate: date,
      Type: picklist('Call', 'Email', 'Meeting', 'Other'),
      TaskSubtype: createOnly(picklist('Task', 'Email', 'Call', 'ListEmail', 'Cadence', 'LinkedIn')),
      CallType: picklist('Inbound', 'Outbound', 'Internal'),
      CallDurationInSeconds: int,
      CallDisposition: text(255),
      IsReminderSet: flag,
      ReminderDateTime: datetime,
      ...recurrence({ RecurrenceStartDateOnly: date }),
      IsClosed: computed(flag),
    },
  },
  Event: {
    code: 'E',
    match: { by: 'external_id' },
    customFieldsOn: 'Activity',
    fields: {
      ...activity,
      StartDateTime: required(datetime),
      DurationInMinutes: required(int),
      EndDateTime: datetime,
      ActivityDate: date,
      EndDate: computed(date),
      Location: text(255),
      IsAllDayEvent: flag,
      IsPrivate: flag,
      ShowAs: { type: 'picklist', values: ['Busy', 'OutOfOffice', 'Free'], restricted: true },
      Type: picklist('Email', 'Meeting', 'Other', 'Call'),
      EventSubtype: createOnly(picklist('Event')),
      ...recurrence({ RecurrenceStartDateTime: datetime }),
      IsReminderSet: flag,
      ReminderDateTime: datetime,
    },
  },
} satisfies Catalog;

/** Reads a row's cell, or a field of a record, by its name; blank if there is none. */
type CellOf = (field: string) => string;

/** What each kind of series of activities needs. Source: Object Reference, Event, RecurrenceType. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  RecursDaily: ['RecurrenceInterval'],
  RecursEveryWeekday: ['RecurrenceDayOfWeekMask'],
  RecursWeekly: ['RecurrenceInterval', 'RecurrenceDayOfWeekMask'],
  RecursMonthly: ['RecurrenceInterval', 'RecurrenceDayOfMonth'],
  RecursMonthlyNth: ['RecurrenceInterval', 'RecurrenceInstance', 'RecurrenceDayOfWeekMask'],
  RecursYearly: ['RecurrenceDayOfMonth', 'RecurrenceMonthOfYear'],
  RecursYearlyNth: ['RecurrenceDayOfWeekMask', 'RecurrenceInstance', 'RecurrenceMonthOfYear'],
};

/** When the series of an object begins. */
const STARTS: Readonly<Record<string, string>> = {
  Event: 'RecurrenceStartDateTime',
  Task: 'RecurrenceStartDateOnly',
};

/** The fields that a series of events or tasks lacks; none of a row that is no series. */
export function lackedBySeries(sobject: string, cellOf: CellOf): string[] {
  const start = STARTS[sobject];
  if (start === undefined || cellOf('IsRecurrence') !== 'true') return [];
  const ofType = NEEDED[cellOf('RecurrenceType')] ?? [];
  return ['RecurrenceType', start, 'RecurrenceEndDateOnly', ...ofType].filter(
    (field) => cellOf(field) === '',
  );
}

/**
 * Records that Salesforce makes with another one and deletes with it: they are neither rows of a dataset nor records of
 * others, although they may have what their maker has, even its record key.
 */
interface MadeWith {
  sobject: string;
  /** The lookup to the record that they are made with. */
  by: string;
  /** The field by which they are told from records that people make, and its value in theirs. */
  flag: string;
  value: boolean;
}

/** To add a kind, add it here. Source: Object Reference, Account (PersonContactId), Event and Task (RecurrenceActivityId). */
const MADE_WITH: readonly MadeWith[] = [
  { sobject: 'Contact', by: 'AccountId', flag: 'IsPersonAccount', value: true },
  { sobject: 'Event', by: 'RecurrenceActivityId', flag: 'IsRecurrence', value: false },
  { sobject: 'Task', by: 'RecurrenceActivityId', flag: 'IsRecurrence', value: false },
];

/** How records of an object are made with others; undefined in an org whose object has no such fields. */
export function madeWith(
  sobject: string,
  fields: Readonly<Record<string, unknown>> | undefined,
): MadeWith | undefined {
  return MADE_WITH.find(
    (one) => one.sobject === sobject && fields?.[one.by] !== undefined && fields[one.flag] !== undefined,
  );
}

/** The id of the record that a record was made with; undefined for one that somebody made. */
export function makerOf({ by, flag, value }: MadeWith, record: Readonly<Record<string, unknown>>): unknown {
  const isMade = record[flag] === value && (record[by] ?? null) !== null;
  return isMade ? record[by] : undefined;
}

/** The condition that leaves such records out of a query, to be appended to others. */
export function withoutMade(sobject: string, fields: Readonly<Record<string, unknown>> | undefined): string {
  const made = madeWith(sobject, fields);
  return made ? ` AND (${made.flag} = ${!made.value} OR ${made.by} = null)` : '';
}

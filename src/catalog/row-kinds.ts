import { isEmptyCell } from '../shared/special-cells.ts';

/** A row's cell by column; blank if there is no such column. */
type CellOf = (column: string) => string;

/** Rows of an object that take other fields than its other rows. */
export interface RowKind {
  sobject: string;
  /** For messages: `person accounts`. */
  noun: string;
  /** Only orgs and catalogs whose object has this field know the kind. */
  field: string;
  has(cell: CellOf): boolean;
  /** Fields that Salesforce refuses in such rows, or that contradict others. */
  without: readonly string[];
  why: string;
  /** Fields that these rows can do without, although the object requires them. */
  optional: readonly string[];
  /** Fields that only these rows need. */
  needs: readonly string[];
}

const filled = (cell: string) => !isEmptyCell(cell);

/** To add a kind, add it here. Sources: Object Reference, Account and Event; Salesforce Help 000386207 for Name. */
const ROW_KINDS: readonly RowKind[] = [
  {
    ...{ sobject: 'Account', noun: 'person accounts', field: 'LastName' },
    // A business account can't have it, and a person account must.
    has: (cell) => filled(cell('LastName')),
    ...{ without: ['Name'], optional: ['Name'], needs: ['LastName'] },
    why: 'Salesforce makes it from FirstName and LastName',
  },
  {
    ...{ sobject: 'Event', noun: 'all-day events', field: 'IsAllDayEvent' },
    has: (cell) => cell('IsAllDayEvent') === 'true' && filled(cell('ActivityDate')),
    ...{ without: ['StartDateTime', 'ActivityDateTime'], needs: [] },
    optional: ['StartDateTime', 'DurationInMinutes', 'EndDateTime'],
    why: 'ActivityDate has the day',
  },
  {
    ...{ sobject: 'Event', noun: 'timed events', field: 'IsAllDayEvent' },
    has: (cell) => cell('IsAllDayEvent') !== 'true' && filled(cell('StartDateTime')),
    ...{ without: ['ActivityDate', 'ActivityDateTime'], optional: [], needs: [] },
    why: 'Salesforce takes it from StartDateTime',
  },
  {
    ...{ sobject: 'Event', noun: 'events with an end', field: 'EndDateTime' },
    has: (cell) => filled(cell('EndDateTime')),
    ...{ without: [], optional: ['DurationInMinutes'], needs: [], why: '' },
  },
];

/** The kinds of rows that an object with these fields has. */
export function kindsOfRows(sobject: string, fields: Readonly<Record<string, unknown>> = {}): RowKind[] {
  return ROW_KINDS.filter((kind) => kind.sobject === sobject && fields[kind.field] !== undefined);
}

/** Reads a row's cells by column. */
export function cellsBy(columns: readonly string[]): (row: readonly string[]) => CellOf {
  const at = new Map(columns.map((column, index) => [column, index]));
  return (row) => (column) => row[at.get(column) ?? -1] ?? '';
}

/** True if a row can do without a field that its object requires. */
export function canLack(kinds: readonly RowKind[], field: string, cell: CellOf): boolean {
  return kinds.some((kind) => (kind.has(cell) ? kind.optional : kind.needs).includes(field));
}

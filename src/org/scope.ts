/** How a query reaches all living records of a sobject. */
export interface Scope {
  how: 'query' | 'queryAll';
  /** A condition more, to be put behind the others. */
  and: string;
}

/**
 * Closed activities of more than a year ago are archived and only `queryAll` sees them, as it sees the recycle bin.
 * Source: SOQL and SOSL Reference, ALL ROWS; Salesforce Help, Archived Activities.
 */
export function scopeOf(sobject: string): Scope {
  const archived = sobject === 'Task' || sobject === 'Event';
  return archived ? { how: 'queryAll', and: ' AND IsDeleted = false' } : { how: 'query', and: '' };
}

/** The value of a field; null if it is blank. */
export type FieldValue = string | number | boolean | null;

/** Field values by API name. */
export type Values = Record<string, FieldValue>;

/** A record as the org stores it: flat, with references as ids. */
export type StoredRecord = Values & { Id: string; IsDeleted: boolean };

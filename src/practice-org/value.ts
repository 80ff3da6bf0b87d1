/** The value of a field of a record; null where it is blank. */
export type FieldValue = string | number | boolean | null;

/** Field values by API name. */
export type Values = Record<string, FieldValue>;

/** A record as the org keeps it: flat, references as ids. */
export type StoredRecord = Values & { Id: string; IsDeleted: boolean };

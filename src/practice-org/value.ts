/** What a field of a record holds; null where it is blank. */
export type Value = string | number | boolean | null;

/** Field values by API name. */
export type Values = Record<string, Value>;

/** A record as the org keeps it: flat, references as ids. */
export type OrgRecord = Values & { Id: string; IsDeleted: boolean };

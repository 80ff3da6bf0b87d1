import type { Field } from './types.ts';

/** Objects whose records an org has before a dataset is loaded, so that a lookup may name one: `OwnerId: jane@example.com`. */
const ORG_RECORDS = [
  'RecordType',
  'User',
  'Group',
  'Profile',
  'UserRole',
  'BusinessHours',
  'Pricebook2',
] as const;

export type OrgRecordKind = (typeof ORG_RECORDS)[number];

/** Those of these objects that a field may refer to. */
export function orgRecordsOf(to: readonly string[]): OrgRecordKind[] {
  return ORG_RECORDS.filter((sobject) => to.includes(sobject));
}

/** Lookups that objects have in most orgs, although no catalog lists them, by the relationship's name. */
const LOOKUPS: Readonly<Record<string, { name: string; field: Field }>> = {
  RecordType: {
    name: 'RecordTypeId',
    field: { type: 'reference', to: ['RecordType'], relationship: 'RecordType' },
  },
  Owner: { name: 'OwnerId', field: { type: 'reference', to: ['User'], relationship: 'Owner' } },
};

/** The field of a column that the catalog doesn't have, by its own name or the relationship's: `RecordType` is `RecordTypeId`. */
export function lookupOfAll(column: string): { name: string; field: Field } | undefined {
  return Object.entries(LOOKUPS).find(
    ([relationship, { name }]) => column === relationship || column === name,
  )?.[1];
}

/**
 * The header of a parent given by its external ID: `Account.Key__c`, and `Contact:Who.Key__c` for a polymorphic lookup,
 * where the type is needed; elsewhere it is an error. Source: Bulk API 2.0 Developer Guide, relationship fields.
 */
export function parentHeader(
  parent: { relationship: string; polymorphic: boolean; to: string },
  externalIdField: string,
): string {
  return `${parent.polymorphic ? `${parent.to}:` : ''}${parent.relationship}.${externalIdField}`;
}

import type { SchemaField } from './types.ts';

/** A changed or removed field of the schema. */
export type FieldChange = Partial<Omit<SchemaField, 'name'>> | 'missing';

const defaulted = (value: string): FieldChange => ({
  nillable: false,
  defaultedOnCreate: true,
  default: value,
});
/** Any text, with the suggestions of a new org. */
const subject: FieldChange = {
  type: 'combobox',
  values: ['Call', 'Email', 'Send Letter', 'Send Quote', 'Other'],
};
const computed = { createable: false, updateable: false };
const fullName: FieldChange = { ...computed, label: 'Full Name' };
const accountOfWhat: FieldChange = {
  ...computed,
  type: 'reference',
  length: 18,
  to: ['Account'],
  relationship: 'Account',
};

const cascade: FieldChange = { onDelete: 'cascade' };
/** Deleted with its parent, although the parent's describe doesn't say so. */
const cascadeInSilence: FieldChange = { onDelete: 'cascade', saysOnDelete: false };

/**
 * Where an org's describe says more than the catalog: defaults, computed names, polymorphic owners. Source: the
 * Object Reference for the Salesforce Platform.
 */
export const corrections: Record<string, FieldChange> = {
  'Task.Subject': subject,
  'Event.Subject': subject,
  'Task.Status': defaulted('Not Started'),
  'Task.Priority': defaulted('Normal'),
  'Task.TaskSubtype': { default: 'Task', restricted: true },
  'Event.EventSubtype': { default: 'Event', restricted: true },
  'Event.ShowAs': { default: 'Busy' },
  // An all-day event needs neither, so a describe says nillable; the rule for a timed one is in required.ts.
  'Event.StartDateTime': { nillable: true },
  'Event.DurationInMinutes': { nillable: true },
  'Event.ActivityDate': { createable: true, updateable: true },
  'Case.Status': { defaultedOnCreate: true, default: 'New' },
  'Case.Priority': { defaultedOnCreate: true, default: 'Medium' },
  'Case.OwnerId': { to: ['Group', 'User'], polymorphic: true },
  'Lead.OwnerId': { to: ['Group', 'User'], polymorphic: true },
  'Event.OwnerId': { to: ['Calendar', 'User'], polymorphic: true },
  'Opportunity.Probability': { defaultedOnCreate: true },
  'Opportunity.ForecastCategoryName': { defaultedOnCreate: true },
  'Lead.Status': defaulted('Open - Not Contacted'),
  'Contact.Name': fullName,
  'Lead.Name': fullName,
  'User.Name': fullName,
  'Contact.Email': { idLookup: true },
  'Opportunity.Pricebook2Id': {
    ...{ type: 'reference', length: 18, to: ['Pricebook2'], relationship: 'Pricebook2' },
  },
  'Opportunity.HasOpportunityLineItem': { ...computed, type: 'boolean', default: false },
  'Opportunity.ContactId': { type: 'reference', length: 18, to: ['Contact'], updateable: false },
  'Task.IsArchived': { ...computed, type: 'boolean', default: false },
  'Event.IsArchived': { ...computed, type: 'boolean', default: false },
  'Task.AccountId': accountOfWhat,
  'Event.AccountId': accountOfWhat,
  // Salesforce Help, considerations for deleting accounts, contacts, opportunities and cases.
  'Contact.AccountId': cascade,
  'Opportunity.AccountId': cascade,
  'Asset.AccountId': cascade,
  'Contract.AccountId': cascadeInSilence,
  'Order.AccountId': cascadeInSilence,
  'Entitlement.AccountId': cascade,
  'PricebookEntry.Product2Id': cascade,
  'PricebookEntry.Pricebook2Id': cascade,
  'OpportunityLineItem.OpportunityId': cascade,
  'OpportunityLineItem.PricebookEntryId': { onDelete: 'restrict' },
  'OpportunityContactRole.OpportunityId': cascade,
  'OpportunityContactRole.ContactId': cascade,
  'CaseComment.ParentId': cascade,
  'Task.WhatId': cascade,
  'Event.WhatId': cascade,
  'Note.ParentId': cascade,
  'Attachment.ParentId': cascade,
  'ContentDocumentLink.LinkedEntityId': cascade,
  'AccountShare.AccountId': cascade,
  'AccountHistory.AccountId': cascade,
  'OpenActivity.AccountId': cascade,
  'PermissionSetAssignment.PermissionSetId': cascade,
  'FieldPermissions.ParentId': cascade,
  'ObjectPermissions.ParentId': cascade,
};

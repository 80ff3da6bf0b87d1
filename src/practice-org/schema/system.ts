import type { Catalog, Field } from '../../catalog/types.ts';

const text = (length: number): Field => ({ type: 'string', length });
const flag: Field = { type: 'boolean' };
const datetime: Field = { type: 'datetime' };
const lookup = (relationship: string, ...to: string[]): Field => ({ type: 'reference', to, relationship });
/** A lookup to any object with records; `build.ts` fills in the objects. */
const anyParent = (relationship: string): Field => ({
  type: 'reference',
  to: [],
  relationship,
  polymorphic: true,
});
const required = (field: Field): Field => ({ ...field, required: true });
const match = { by: 'external_id' } as const;
const system = (fields: Record<string, Field>) => ({ code: '', match, fields });

/**
 * Objects of an org that the catalog doesn't have: Lead and Campaign, users, permissions, and what a preflight check
 * queries.
 */
export const systemCatalog: Catalog = {
  Lead: system({
    FirstName: text(40),
    LastName: required(text(80)),
    Company: required(text(255)),
    Email: { type: 'email', length: 80 },
    Phone: { type: 'phone', length: 40 },
    Street: { type: 'textarea', length: 255 },
    Status: {
      type: 'picklist',
      values: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted'],
    },
    IsConverted: { type: 'boolean', computed: true },
  }),
  Campaign: system({
    Name: required(text(80)),
    Status: { type: 'picklist', values: ['Planned', 'Completed'] },
  }),
  Organization: system({
    Name: text(80),
    IsSandbox: flag,
    OrganizationType: { type: 'picklist', values: ['Developer Edition', 'Enterprise Edition'] },
    InstanceName: text(5),
    NamespacePrefix: text(15),
    TrialExpirationDate: datetime,
    LanguageLocaleKey: text(40),
    DefaultLocaleSidKey: text(40),
    TimeZoneSidKey: text(40),
  }),
  User: system({
    Username: text(80),
    FirstName: text(40),
    LastName: text(80),
    Email: { type: 'email', length: 128 },
    IsActive: flag,
    UserType: { type: 'picklist', values: ['Standard'] },
    TimeZoneSidKey: text(40),
    ProfileId: lookup('Profile', 'Profile'),
  }),
  Profile: system({ Name: text(255), PermissionsModifyAllData: flag, PermissionsBulkApiHardDelete: flag }),
  PermissionSet: system({
    Name: text(80),
    Label: text(80),
    NamespacePrefix: text(15),
    IsOwnedByProfile: flag,
    ProfileId: lookup('Profile', 'Profile'),
    PermissionsBulkApiHardDelete: flag,
  }),
  PermissionSetAssignment: system({
    AssigneeId: required(lookup('Assignee', 'User')),
    PermissionSetId: required(lookup('PermissionSet', 'PermissionSet')),
  }),
  FieldPermissions: system({
    ParentId: lookup('Parent', 'PermissionSet'),
    SobjectType: text(80),
    Field: text(255),
    PermissionsRead: flag,
    PermissionsEdit: flag,
  }),
  ObjectPermissions: system({
    ParentId: lookup('Parent', 'PermissionSet'),
    SobjectType: text(80),
    PermissionsCreate: flag,
    PermissionsRead: flag,
    PermissionsEdit: flag,
    PermissionsDelete: flag,
    PermissionsViewAllRecords: flag,
    PermissionsModifyAllRecords: flag,
  }),
  Asset: system({
    Name: required(text(255)),
    AccountId: lookup('Account', 'Account'),
    ContactId: lookup('Contact', 'Contact'),
  }),
  Contract: system({
    AccountId: required(lookup('Account', 'Account')),
    StartDate: { type: 'date' },
    Status: { type: 'picklist', values: ['Draft', 'In Approval Process', 'Activated'] },
  }),
  Order: system({
    AccountId: lookup('Account', 'Account'),
    EffectiveDate: required({ type: 'date' }),
    Status: { type: 'picklist', values: ['Draft', 'Activated'] },
  }),
  Entitlement: system({ Name: required(text(255)), AccountId: required(lookup('Account', 'Account')) }),
  Note: system({ Title: required(text(80)), ParentId: required(anyParent('Parent')) }),
  Attachment: system({ Name: required(text(255)), ParentId: required(anyParent('Parent')) }),
  ContentDocument: system({ Title: text(255) }),
  ContentDocumentLink: system({
    ContentDocumentId: required(lookup('ContentDocument', 'ContentDocument')),
    LinkedEntityId: required(anyParent('LinkedEntity')),
    ShareType: text(40),
  }),
  AccountShare: system({ AccountId: lookup('Account', 'Account'), UserOrGroupId: lookup('User', 'User') }),
  AccountHistory: system({ AccountId: lookup('Account', 'Account'), Field: text(255) }),
  OpenActivity: system({ AccountId: lookup('Account', 'Account'), Subject: text(255) }),
  CustomField: system({ DeveloperName: text(80), NamespacePrefix: text(15), TableEnumOrId: text(40) }),
  RecordType: system({
    Name: text(80),
    DeveloperName: text(80),
    SobjectType: text(80),
    IsActive: flag,
    IsPersonType: flag,
  }),
  Group: system({ Name: text(40), DeveloperName: text(80), Type: text(40) }),
  QueueSobject: system({ QueueId: lookup('Queue', 'Group'), SobjectType: text(80) }),
  DuplicateRule: system({
    DeveloperName: text(80),
    MasterLabel: text(80),
    SobjectType: { type: 'picklist', values: ['Account', 'Contact', 'Lead'] },
    IsActive: flag,
  }),
};

/** Objects with user data, in addition to those of the catalog. */
export const DATA = [
  ...['Lead', 'Campaign', 'Asset', 'Contract', 'Order', 'Entitlement', 'Note', 'Attachment'],
  'ContentDocumentLink',
];

/** Objects that show records of others and can't be queried directly. */
export const VIEWS = ['OpenActivity'];

/** Objects whose records only the org itself or a deploy creates. */
export const READ_ONLY = [
  'Organization',
  'User',
  'Profile',
  'PermissionSet',
  'FieldPermissions',
  'RecordType',
  'Group',
  'QueueSobject',
  'DuplicateRule',
  'CustomField',
  'ObjectPermissions',
  'ContentDocument',
  'AccountShare',
  'AccountHistory',
  'OpenActivity',
];

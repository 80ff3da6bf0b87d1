import { standardCatalog } from '../../catalog/standard.ts';
import type { Catalog, Field } from '../../catalog/types.ts';
import type { OrgOptions } from '../options.ts';
import { corrections } from './corrections.ts';
import { DATA, READ_ONLY, systemCatalog, VIEWS } from './system.ts';
import type { OnDelete, Schema, SchemaField, SchemaObject } from './types.ts';

// Source: "Standard Field Key Prefix List" of Salesforce Help.
const KEY_PREFIXES: Record<string, string> = {
  Account: '001',
  Contact: '003',
  Opportunity: '006',
  OpportunityContactRole: '00K',
  Case: '500',
  CaseComment: '00a',
  Task: '00T',
  Event: '00U',
  Lead: '00Q',
  Campaign: '701',
  Organization: '00D',
  User: '005',
  Profile: '00e',
  PermissionSet: '0PS',
  PermissionSetAssignment: '0Pa',
  FieldPermissions: '01k',
  RecordType: '012',
  Group: '00G',
  UserRole: '00E',
  BusinessHours: '01m',
  Pricebook2: '01s',
  QueueSobject: '03g',
  DuplicateRule: '0Bm',
  CustomField: '00N',
  ObjectPermissions: '110',
  Asset: '02i',
  Contract: '800',
  Order: '801',
  Entitlement: '550',
  Note: '002',
  Attachment: '00P',
  ContentDocument: '069',
  ContentDocumentLink: '06A',
  AccountShare: '00r',
  AccountHistory: '017',
  OpenActivity: '0AU',
};

const plain = {
  custom: false,
  deployed: false,
  length: 0,
  bytes: false,
  precision: 0,
  scale: 0,
  createable: true,
  updateable: true,
  nillable: true,
  defaultedOnCreate: false,
  values: [],
  restricted: false,
  externalId: false,
  unique: false,
  caseSensitive: false,
  idLookup: false,
  to: [],
  relationship: undefined,
  polymorphic: false,
  onDelete: 'clear',
  saysOnDelete: true,
} as const satisfies Partial<SchemaField>;

/** `BillingCity` as `Billing City`. */
const labelOf = (name: string) => name.replace(/__c$/, '').replace(/(?<=[a-z])(?=[A-Z])/g, ' ');

/** A field of the catalog as an org would describe it. */
export function orgField(name: string, field: Field): SchemaField {
  const computed = field.computed === true;
  const boolean = field.type === 'boolean';
  return {
    ...plain,
    name,
    label: labelOf(name),
    type: field.type,
    custom: /__[cs]$/.test(name),
    ...(computed && name.endsWith('__c') ? { calculated: true } : {}),
    ...('length' in field ? { length: field.length, bytes: field.bytes === true } : {}),
    ...('precision' in field ? { precision: field.precision, scale: field.scale } : {}),
    ...('values' in field
      ? {
          length: field.type === 'multipicklist' ? 4_099 : 255,
          values: field.values,
          restricted: field.restricted === true,
        }
      : {}),
    ...('to' in field
      ? {
          length: 18,
          to: field.to,
          relationship: field.relationship,
          polymorphic: field.polymorphic === true,
        }
      : {}),
    ...(boolean ? { default: false } : {}),
    createable: !computed,
    updateable: !computed && field.createOnly !== true,
    nillable: field.required !== true && !boolean,
    defaultedOnCreate: boolean,
    onDelete: onDeleteOf(name, field),
  };
}

/**
 * A lookup of a custom object that can't be reparented is a master-detail; a required one restricts deletes of its
 * parent.
 */
function onDeleteOf(name: string, field: Field): OnDelete {
  if (field.type !== 'reference' || !name.endsWith('__c') || !field.required) return 'clear';
  return field.createOnly ? 'cascade' : 'restrict';
}

const stamp = (name: string, type: SchemaField['type'], more: Partial<SchemaField> = {}): SchemaField => ({
  ...plain,
  name,
  label: labelOf(name),
  type,
  createable: false,
  updateable: false,
  nillable: false,
  defaultedOnCreate: true,
  ...more,
});

function commonFields(system: boolean, custom: boolean): SchemaField[] {
  const user = { length: 18, to: ['User'] };
  const owner = stamp('OwnerId', 'reference', {
    ...user,
    // A queue may own a record of a custom object.
    ...(custom ? { to: ['Group', 'User'], polymorphic: true } : {}),
    relationship: 'Owner',
    createable: true,
    updateable: true,
  });
  return [
    stamp('Id', 'id', { length: 18, idLookup: true }),
    stamp('IsDeleted', 'boolean', { default: false }),
    stamp('CreatedDate', 'datetime'),
    stamp('CreatedById', 'reference', { ...user, relationship: 'CreatedBy' }),
    stamp('LastModifiedDate', 'datetime'),
    stamp('LastModifiedById', 'reference', { ...user, relationship: 'LastModifiedBy' }),
    stamp('SystemModstamp', 'datetime'),
    ...(system ? [] : [owner]),
  ];
}

const OWNERLESS = ['OpportunityContactRole', 'CaseComment', 'Entitlement', 'ContentDocumentLink'];

/** `AccountShare` of Account. */
function keptOf(name: string): SchemaObject['keptOf'] {
  const [, parent, type] = /^(\w+?)(Share|History)$/.exec(name) ?? [];
  return parent && type && parent in standardCatalog
    ? { type: type as 'Share' | 'History', parent }
    : undefined;
}

function objectsOf(catalog: Catalog, kind: 'standard' | 'system', firstCustom: number): SchemaObject[] {
  return Object.entries(catalog).map(([name, definition], index) => {
    const readOnly = READ_ONLY.includes(name);
    const isData = kind === 'standard' || DATA.includes(name);
    const fields = [
      ...Object.entries(definition.fields).map(([field, shape]) => orgField(field, shape)),
      // System fields keep their definition, whatever the catalog says.
      ...commonFields(!isData || OWNERLESS.includes(name), name.endsWith('__c')),
    ];
    return {
      name,
      label: labelOf(name),
      keyPrefix: KEY_PREFIXES[name] ?? `a${(firstCustom + index).toString(36).padStart(2, '0')}`,
      custom: name.endsWith('__c'),
      tooling: name === 'CustomField',
      queryable: !VIEWS.includes(name),
      keptOf: keptOf(name),
      createable: !readOnly,
      deletable: !readOnly,
      takesStorage: isData,
      takesCustomFields: name !== 'CaseComment' && kind === 'standard',
      takesExternalId: !OWNERLESS.includes(name),
      fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    };
  });
}

/** Lookups to records of any object with data. */
const ANY_PARENT = ['Note.ParentId', 'Attachment.ParentId', 'ContentDocumentLink.LinkedEntityId'];

/** The record types of an org by object, with that of person accounts. */
export function recordTypesOf({ recordTypes, personAccounts }: OrgOptions): OrgOptions['recordTypes'] {
  if (!personAccounts) return recordTypes;
  return { ...recordTypes, Account: [...(recordTypes.Account ?? ['Business']), 'PersonAccount'] };
}

/** What Account has of Contact in an org with person accounts. Source: Object Reference, Account. */
function addPersonFields(schema: Schema): void {
  const account = schema.get('account')!.fields;
  const contact = schema.get('contact')!.fields;
  for (const [name, from] of [
    ['FirstName', 'FirstName'],
    ['LastName', 'LastName'],
    ['PersonEmail', 'Email'],
    ['PersonTitle', 'Title'],
    ['PersonMailingCity', 'MailingCity'],
  ] as const)
    account.set(name.toLowerCase(), { ...contact.get(from.toLowerCase())!, name, nillable: true });
  const isPerson = orgField('IsPersonAccount', { type: 'boolean', computed: true });
  account.set('ispersonaccount', isPerson);
  contact.set('ispersonaccount', isPerson);
  const own = { type: 'reference', to: ['Contact'], relationship: 'PersonContact', computed: true } as const;
  account.set('personcontactid', orgField('PersonContactId', own));
}

/** The schema of a new org: the catalog, system objects, custom objects, and the changes from the options. */
export function buildSchema(options: OrgOptions): Schema {
  const objects = [
    ...objectsOf(systemCatalog, 'system', 0),
    ...objectsOf(standardCatalog, 'standard', 0),
    ...objectsOf(options.objects, 'standard', 1),
  ];
  const schema: Schema = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
  for (const path of ANY_PARENT) {
    const [sobject, name] = path.split('.') as [string, string];
    const { fields } = schema.get(sobject.toLowerCase())!;
    const to = objects.filter(({ takesStorage }) => takesStorage).map((object) => object.name);
    fields.set(name.toLowerCase(), { ...fields.get(name.toLowerCase())!, to });
  }
  if (options.personAccounts) addPersonFields(schema);
  else schema.get('recordtype')!.fields.delete('ispersontype');
  // An object without record types has no such field. A describe says nillable, since the default applies.
  for (const sobject of Object.keys(recordTypesOf(options))) {
    const field = orgField('RecordTypeId', {
      ...{ type: 'reference', to: ['RecordType'], relationship: 'RecordType' },
    });
    schema.get(sobject.toLowerCase())!.fields.set('recordtypeid', { ...field, label: 'Record Type ID' });
  }
  for (const [path, change] of Object.entries({ ...corrections, ...options.fields })) {
    const [sobject, name] = path.split('.') as [string, string];
    const fields = schema.get(sobject.toLowerCase())?.fields;
    if (!fields) throw new Error(`The option fields names ${path}, and the org has no ${sobject}.`);
    const key = name.toLowerCase();
    if (change === 'missing') fields.delete(key);
    else
      fields.set(key, { ...(fields.get(key) ?? orgField(name, { type: 'string', length: 255 })), ...change });
  }
  for (const object of schema.values()) addGeolocations(object);
  return schema;
}

/** The compound field of each latitude and longitude. Source: SOAP API Developer Guide, compound fields. */
function addGeolocations({ fields }: SchemaObject): void {
  for (const { name } of [...fields.values()]) {
    if (!name.endsWith('__Latitude__s')) continue;
    const compound = name.replace('__Latitude__s', '__c');
    const change = {
      ...plain,
      type: 'location',
      custom: true,
      createable: false,
      updateable: false,
    } as const;
    fields.set(compound.toLowerCase(), { ...change, name: compound, label: labelOf(compound) });
  }
}

import { standardCatalog } from '../../catalog/standard.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { OrgOptions } from '../options.ts';
import { corrections } from './corrections.ts';
import { commonFields, labelOf, orgField, PLAIN_FIELD } from './fields.ts';
import { KEY_PREFIXES } from './key-prefixes.ts';
import { productCatalog } from './products.ts';
import { DATA, READ_ONLY, systemCatalog, VIEWS } from './system.ts';
import type { Schema, SchemaObject } from './types.ts';

/** The objects that an org has before anybody adds one of their own. */
export const builtIn: Catalog = { ...systemCatalog, ...standardCatalog, ...productCatalog };

const OWNERLESS = [
  ...['OpportunityContactRole', 'CaseComment', 'Entitlement', 'ContentDocumentLink'],
  ...Object.keys(productCatalog),
];

/** Objects that can't be upserted by an External ID, even where one is defined. */
const WITHOUT_EXTERNAL_ID = [
  ...['OpportunityContactRole', 'CaseComment', 'Entitlement', 'ContentDocumentLink', 'PricebookEntry'],
];

const WITHOUT_CUSTOM_FIELDS = ['CaseComment', 'PricebookEntry'];

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
      // The standard price book is there from the start.
      takesStorage: isData && name !== 'Pricebook2',
      takesCustomFields: !WITHOUT_CUSTOM_FIELDS.includes(name) && kind === 'standard',
      takesExternalId: !WITHOUT_EXTERNAL_ID.includes(name),
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

/** What the occurrences of a series of activities have. Source: Object Reference, Event and Task. */
function addSeriesFields(schema: Schema): void {
  for (const sobject of ['Task', 'Event']) {
    const to = {
      type: 'reference',
      to: [sobject],
      relationship: 'RecurrenceActivity',
      computed: true,
    } as const;
    const field = orgField('RecurrenceActivityId', to);
    schema.get(sobject.toLowerCase())!.fields.set('recurrenceactivityid', { ...field, onDelete: 'cascade' });
  }
}

/** The schema of a new org: the catalog, system objects, custom objects, and the changes from the options. */
export function buildSchema(options: OrgOptions): Schema {
  const objects = [
    ...objectsOf(systemCatalog, 'system', 0),
    ...objectsOf({ ...standardCatalog, ...productCatalog }, 'standard', 0),
    ...objectsOf(options.objects, 'standard', 1),
  ];
  const schema: Schema = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
  for (const path of ANY_PARENT) {
    const [sobject, name] = path.split('.') as [string, string];
    const { fields } = schema.get(sobject.toLowerCase())!;
    const to = objects.filter(({ takesStorage }) => takesStorage).map((object) => object.name);
    fields.set(name.toLowerCase(), { ...fields.get(name.toLowerCase())!, to });
  }
  addSeriesFields(schema);
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
  for (const sobject of options.missing) schema.delete(sobject.toLowerCase());
  return schema;
}

/** The compound field of each latitude and longitude. Source: SOAP API Developer Guide, compound fields. */
function addGeolocations({ fields }: SchemaObject): void {
  for (const { name } of [...fields.values()]) {
    if (!name.endsWith('__Latitude__s')) continue;
    const compound = name.replace('__Latitude__s', '__c');
    const change = {
      ...PLAIN_FIELD,
      type: 'location',
      custom: true,
      createable: false,
      updateable: false,
    } as const;
    fields.set(compound.toLowerCase(), { ...change, name: compound, label: labelOf(compound) });
  }
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/types.ts';
import { parseCsv } from '../../src/dataset/csv.ts';
import { seed } from '../../src/practice-org/org.ts';
import type { RunningOrg } from '../../src/practice-org/server.ts';
import { bulk, call } from './client.ts';
import { startOrg } from './harness.ts';

const text = (length: number) => ({ type: 'string', length }) as const;
const decimal = (type: 'double' | 'percent', precision: number, scale: number) => ({
  ...{ type, precision, scale },
});

/** An object with a field of each kind; a record needs its Name and Owed__c. */
const OBJECTS: Catalog = {
  Trip__c: {
    ...{ code: 'T', match: { by: 'external_id' } },
    fields: {
      Name: { ...text(80), required: true },
      Owed__c: { ...text(10), required: true },
      Tags__c: { type: 'multipicklist', values: ['Red', 'Green'], restricted: true },
      Level__c: { type: 'picklist', values: ['1', '2'], restricted: true },
      Topic__c: { type: 'combobox', values: ['Call'] },
      Free__c: { type: 'picklist', values: ['Known'] },
      Start__c: { type: 'time' },
      Day__c: { type: 'date' },
      Share__c: decimal('percent', 5, 2),
      Seats__c: { type: 'int' },
      Paid__c: { type: 'boolean' },
      Mail__c: { type: 'email', length: 80 },
      Site__c: { type: 'url', length: 20 },
      Long__c: { type: 'textarea', length: 300 },
      Secret__c: { type: 'encryptedstring', length: 10 },
      Where__Latitude__s: decimal('double', 9, 6),
      Where__Longitude__s: decimal('double', 9, 6),
      Score__c: { ...decimal('double', 5, 1), computed: true },
      No__c: { ...text(30), computed: true },
      CurrencyIsoCode: { type: 'picklist', values: ['USD', 'EUR', 'DEM'], restricted: true },
      Land__c: { type: 'picklist', values: ['DE', 'FR'], restricted: true },
      City__c: { type: 'picklist', values: ['Berlin', 'Paris'], restricted: true },
      Once__c: { ...text(10), createOnly: true },
      Unique__c: text(10),
    },
  },
};

const codes = (values: string[], labels: Record<string, string>) =>
  ({ type: 'picklist', length: 10, values, labels, restricted: true }) as const;

let org: RunningOrg;
const ids: Record<string, string> = {};

beforeAll(async () => {
  org = await startOrg({
    ...{ externalId: 'Ext__c', jobSeconds: 0, objects: OBJECTS },
    ...{ recordTypes: { Account: ['Firm', 'Partner'] }, unavailableRecordTypes: ['Account.Partner'] },
    ...{ queues: { Tier_1: ['Case'], Tier_2: ['Lead'] }, users: { 'old@example.com': false } },
    fields: {
      'Trip__c.No__c': { calculated: false, autoNumber: true },
      'Trip__c.CurrencyIsoCode': { inactive: ['DEM'] },
      'Trip__c.City__c': { controller: 'Land__c', validFor: { DE: ['Berlin'], FR: ['Paris'] } },
      'Trip__c.Unique__c': { unique: true },
      'Account.BillingCountryCode': codes(['US', 'DE'], { US: 'United States', DE: 'Germany' }),
      'Account.BillingStateCode': {
        ...codes(['TX', 'BY'], { TX: 'Texas', BY: 'Bavaria' }),
        ...{ controller: 'BillingCountryCode', validFor: { US: ['TX'], DE: ['BY'] } },
      },
    },
  });
  const { org: state } = org;
  const named = (sobject: string, name: string) =>
    state.records.all(sobject).find((one) => (one.DeveloperName ?? one.Username) === name)!.Id;
  ids.partner = named('RecordType', 'Partner');
  ids.oldUser = named('User', 'old@example.com');
  ids.leads = named('Group', 'Tier_2');
  ids.book = state.records.all('Pricebook2')[0]!.Id;
  ids.custom = seed(state, 'Pricebook2', { Name: 'Custom', IsActive: true });
  ids.priced = seed(state, 'Product2', { Name: 'Priced' });
  ids.unpriced = seed(state, 'Product2', { Name: 'Unpriced' });
  ids.price = seed(state, 'PricebookEntry', { Pricebook2Id: ids.book, Product2Id: ids.priced, UnitPrice: 1 });
  const deal = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-01-01' };
  ids.deal = seed(state, 'Opportunity', { ...deal, Pricebook2Id: ids.custom });
  seed(state, 'Trip__c', { Name: 'Taken', Owed__c: 'x', Unique__c: 'taken' });
});
afterAll(() => org.stop());

/** What is sent as a record, beside what makes it a valid one; `{name}` is one of the ids above. */
type Sent = Record<string, string>;

const VALID: Record<string, Sent> = {
  Trip__c: { Name: 'T', Owed__c: 'x' },
  Account: { Name: 'A' },
  Contact: { LastName: 'L' },
  Case: { Subject: 'S' },
  PricebookEntry: { UnitPrice: '1' },
  OpportunityLineItem: { Quantity: '1', UnitPrice: '1' },
};

function filled(sobject: string, sent: Sent): Sent {
  const id = (value: string) => value.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
  const all = { ...VALID[sobject], ...sent };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === '' ? [] : [[name, id(value)]])),
  );
}

const csvCell = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** The error that a job has for a record, as its file of failed rows says it; '' for a record that was saved. */
async function byJob(sobject: string, sent: Sent): Promise<string> {
  const record = filled(sobject, sent);
  const csv = `${Object.keys(record).join(',')}\n${Object.values(record).map(csvCell).join(',')}\n`;
  const { failed } = await bulk(org, { object: sobject, operation: 'insert' }, csv);
  const { columns, rows } = parseCsv(failed, 'failedResults');
  return rows[0]?.[columns.indexOf('sf__Error')] ?? '';
}

/** The same by a call of sObject Collections, `CODE:message:fields`. */
async function byCall(sobject: string, sent: Sent): Promise<string> {
  const records = [{ attributes: { type: sobject }, ...filled(sobject, sent) }];
  const { body } = await call(org, 'POST', '/composite/sobjects', { allOrNone: false, records });
  const [one] = body;
  if (one.errorCode) return `${one.errorCode}:${one.message}`;
  if (one.success) return '';
  const [{ statusCode, message, fields }] = one.errors;
  return `${statusCode}:${message}:${fields.join(',')}`;
}

const PICKLIST = 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST';
const RANGE = 'value outside of valid range on numeric field';
const COUNTRY =
  "FIELD_INTEGRITY_EXCEPTION:There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries.";
const STATE =
  "FIELD_INTEGRITY_EXCEPTION:There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.";

describe('a record is refused, by a job as by a call, for', () => {
  test.each<[what: string, sobject: string, sent: Sent, said: string]>([
    [
      'a value of a multi-select picklist',
      'Trip__c',
      { Tags__c: 'Red;Pink' },
      `${PICKLIST}:Tags: bad value for restricted picklist field: Pink:Tags__c`,
    ],
    [
      'a value of a restricted picklist',
      'Trip__c',
      { Level__c: '3' },
      `${PICKLIST}:Level: bad value for restricted picklist field: 3:Level__c`,
    ],
    [
      'a currency that is inactive',
      'Trip__c',
      { CurrencyIsoCode: 'DEM' },
      `${PICKLIST}:Currency Iso Code: bad value for restricted picklist field: DEM:CurrencyIsoCode`,
    ],
    [
      'a percentage',
      'Trip__c',
      { Share__c: '1000' },
      `NUMBER_OUTSIDE_VALID_RANGE:Share: ${RANGE}: 1000:Share__c`,
    ],
    [
      'a latitude',
      'Trip__c',
      { Where__Latitude__s: '90.5' },
      `NUMBER_OUTSIDE_VALID_RANGE:Where__Latitude__s: ${RANGE}: 90.5:Where__Latitude__s`,
    ],
    [
      'a longitude',
      'Trip__c',
      { Where__Longitude__s: '-180.5' },
      `NUMBER_OUTSIDE_VALID_RANGE:Where__Longitude__s: ${RANGE}: -180.5:Where__Longitude__s`,
    ],
    [
      'a text that is too long',
      'Trip__c',
      { Name: 'x'.repeat(81) },
      'STRING_TOO_LONG:Name: data value too large: ',
    ],
    [
      'a long text that is too long',
      'Trip__c',
      { Long__c: 'x'.repeat(301) },
      'STRING_TOO_LONG:Long: data value too large: ',
    ],
    [
      'an encrypted text that is too long',
      'Trip__c',
      { Secret__c: 'x'.repeat(11) },
      'STRING_TOO_LONG:Secret: data value too large: xxxxxxxxxxx (max length=10):Secret__c',
    ],
    [
      'a URL that is too long',
      'Trip__c',
      { Site__c: 'https://www.example.com' },
      'STRING_TOO_LONG:Site: data value too large: ',
    ],
    [
      'an email address',
      'Trip__c',
      { Mail__c: 'nobody' },
      'INVALID_EMAIL_ADDRESS:Mail: invalid email address: nobody:Mail__c',
    ],
    [
      'a formula',
      'Trip__c',
      { Score__c: '1.5' },
      'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: Score__c. Please check the security settings of this field',
    ],
    [
      'an auto-number',
      'Trip__c',
      { No__c: 'T-1' },
      'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: No__c. ',
    ],
    [
      'a required custom field',
      'Trip__c',
      { Owed__c: '' },
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Owed__c]:Owed__c',
    ],
    [
      'a unique value',
      'Trip__c',
      { Unique__c: 'TAKEN' },
      'DUPLICATE_VALUE:duplicate value found: Unique__c duplicates value on record with id: ',
    ],
    ['a country by its name', 'Account', { BillingCountry: 'USA' }, `${COUNTRY}:BillingCountry`],
    ['a country by its code', 'Account', { BillingCountryCode: 'XX' }, `${COUNTRY}:BillingCountryCode`],
    [
      'a state by its name',
      'Account',
      { BillingCountry: 'Germany', BillingState: 'Bayern' },
      `${STATE}:BillingState`,
    ],
    [
      'a state by its code',
      'Account',
      { BillingCountryCode: 'DE', BillingStateCode: 'XX' },
      `${STATE}:BillingStateCode`,
    ],
    [
      'a state by its name that another country has',
      'Account',
      { BillingCountry: 'Germany', BillingState: 'Texas' },
      `${STATE}:BillingState`,
    ],
    [
      'a state by its code that another country has',
      'Account',
      { BillingCountryCode: 'DE', BillingStateCode: 'TX' },
      "FIELD_INTEGRITY_EXCEPTION:The existing country/territory doesn't recognize the state value for field: Billing State/Province Code:BillingStateCode",
    ],
    [
      'a state without a country',
      'Account',
      { BillingState: 'Texas' },
      'FIELD_INTEGRITY_EXCEPTION:A country/territory must be specified before specifying a state value for field: Billing State/Province:BillingState',
    ],
    [
      'an owner who is inactive',
      'Account',
      { OwnerId: '{oldUser}' },
      'INACTIVE_OWNER_OR_USER:operation performed with inactive user [',
    ],
    [
      'a queue of another object',
      'Case',
      { OwnerId: '{leads}' },
      'INVALID_OPERATION:Queue not associated with this SObject type:OwnerId',
    ],
    [
      'a queue where only users own records',
      'Account',
      { OwnerId: '{leads}' },
      'FIELD_INTEGRITY_EXCEPTION:Owner ID: id value of incorrect type: 00G',
    ],
    [
      'a record type of somebody else',
      'Account',
      { RecordTypeId: '{partner}' },
      "INVALID_CROSS_REFERENCE_KEY:Record Type ID: this ID value isn't valid for the user: 012",
    ],
    [
      'a second price in a price book',
      'PricebookEntry',
      { Pricebook2Id: '{book}', Product2Id: '{priced}' },
      'FIELD_INTEGRITY_EXCEPTION:This price definition already exists in this price book',
    ],
    [
      'a price without a standard one',
      'PricebookEntry',
      { Pricebook2Id: '{custom}', Product2Id: '{unpriced}' },
      'STANDARD_PRICE_NOT_DEFINED:Before creating a custom price, create a standard price.',
    ],
    [
      'a line item without a price',
      'OpportunityLineItem',
      { OpportunityId: '{deal}' },
      'FIELD_INTEGRITY_EXCEPTION:field integrity exception: PricebookEntryId, unknown (versions 3.0 and higher must specify pricebook entry id; others must specify product id)',
    ],
    [
      'a line item of another price book',
      'OpportunityLineItem',
      { OpportunityId: '{deal}', PricebookEntryId: '{price}' },
      'FIELD_INTEGRITY_EXCEPTION:field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the opportunity):PricebookEntryId',
    ],
  ])('%s', async (_, sobject, sent, said) => {
    const [job, one] = await Promise.all([byJob(sobject, sent), byCall(sobject, sent)]);
    expect(job.startsWith(said), job).toBe(true);
    expect(one.startsWith(said), one).toBe(true);
  });

  test.each<[field: string, cell: string, xsd: string]>([
    ['Start__c', '25:00:00', 'time'],
    ['Start__c', '10:30', 'time'],
    ['Day__c', '2026-02-30', 'date'],
    ['Share__c', 'much', 'double'],
    ['Seats__c', '1.5', 'int'],
    ['Paid__c', 'maybe', 'boolean'],
  ])("%s: %s, which a job calls no xsd:%s, and a call as a whole can't read", async (field, cell, xsd) => {
    expect(await byJob('Trip__c', { [field]: cell })).toMatch(
      new RegExp(
        `^INVALID_FIELD:Failed to deserialize field at col 2. Due to, '${cell}' is not a valid value for the type xsd:${xsd}:${field}`,
      ),
    );
    expect(await byCall('Trip__c', { [field]: cell })).toMatch(
      /^JSON_PARSER_ERROR:Cannot deserialize instance of /,
    );
  });
});

describe('a record is saved with', () => {
  test.each<[what: string, sobject: string, sent: Sent, held: Record<string, unknown>]>([
    [
      'values of a multi-select picklist, in the order of the field',
      'Trip__c',
      { Tags__c: 'Green;Red' },
      { Tags__c: 'Red;Green' },
    ],
    [
      'any value of a combobox and of a picklist that is open',
      'Trip__c',
      { Topic__c: 'Chat', Free__c: 'New' },
      { Topic__c: 'Chat', Free__c: 'New' },
    ],
    [
      'a pair that a dependent picklist does not have',
      'Trip__c',
      { Land__c: 'DE', City__c: 'Paris' },
      { City__c: 'Paris' },
    ],
    [
      'the ends of the globe',
      'Trip__c',
      { Where__Latitude__s: '-90', Where__Longitude__s: '180' },
      { Where__Latitude__s: -90 },
    ],
    ['a time', 'Trip__c', { Start__c: '10:30:00' }, { Start__c: '10:30:00.000Z' }],
    ['what only a new record takes', 'Trip__c', { Once__c: 'x' }, { Once__c: 'x' }],
    [
      'the codes of names',
      'Account',
      { BillingCountry: 'Germany', BillingState: 'Bavaria' },
      { BillingCountryCode: 'DE', BillingStateCode: 'BY' },
    ],
    [
      'the names of codes',
      'Account',
      { BillingCountryCode: 'US', BillingStateCode: 'TX' },
      { BillingCountry: 'United States', BillingState: 'Texas' },
    ],
    [
      'the name of a code, whatever name is sent with it',
      'Account',
      { BillingCountryCode: 'US', BillingCountry: 'Germany' },
      { BillingCountry: 'United States' },
    ],
  ])('%s', async (_, sobject, sent, held) => {
    for (const way of [byJob, byCall]) {
      expect(await way(sobject, sent)).toBe('');
      expect(org.records(sobject).at(-1)).toMatchObject(held);
    }
  });
});

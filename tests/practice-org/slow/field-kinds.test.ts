import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/types.ts';
import { productCatalog } from '../../../src/practice-org/schema/products.ts';
import { openStage, type TestStage, total } from '../../load/e2e/stage.ts';

const decimal = (precision: number, scale: number) => ({ type: 'double', precision, scale }) as const;
const match = { by: 'external_id' } as const;

/** An object with a field of each kind, one of a managed package, and products. */
const OBJECTS: Catalog = {
  acme__Log__c: {
    ...{ code: 'L9', match },
    fields: {
      Name: { type: 'string', length: 80, required: true },
      acme__Text__c: { type: 'string', length: 100 },
      acme__Account__c: { type: 'reference', to: ['Account'], relationship: 'acme__Account__r' },
    },
  },
  Trip__c: {
    ...{ code: 'T9', match },
    fields: {
      Name: { type: 'string', length: 80, required: true },
      Account__c: {
        ...{ type: 'reference', to: ['Account'], relationship: 'Account__r' },
        ...{ required: true, createOnly: true },
      },
      Owed__c: { type: 'string', length: 10, required: true },
      Tags__c: { type: 'multipicklist', values: ['Red', 'Green', 'Blue'], restricted: true },
      Start_Time__c: { type: 'time' },
      Share__c: { type: 'percent', precision: 5, scale: 2 },
      Notes__c: { type: 'textarea', length: 32_768 },
      Rich__c: { type: 'textarea', length: 32_768 },
      Topic__c: { type: 'combobox', values: ['Call'] },
      Secret__c: { type: 'encryptedstring', length: 100 },
      Mail__c: { type: 'email', length: 80 },
      Where__Latitude__s: decimal(9, 6),
      Where__Longitude__s: decimal(9, 6),
      Score__c: { ...decimal(5, 1), computed: true },
      No__c: { type: 'string', length: 30, computed: true },
      CurrencyIsoCode: { type: 'picklist', values: ['USD', 'EUR', 'DEM'], restricted: true },
      Country__c: { type: 'picklist', values: ['DE', 'FR'], restricted: true },
      City__c: { type: 'picklist', values: ['Berlin', 'Paris'], restricted: true },
      Once__c: { type: 'string', length: 10, createOnly: true },
    },
  },
  Product2: productCatalog.Product2!,
};

const places = (values: string[], labels: Record<string, string>) =>
  ({ type: 'picklist', length: 10, values, labels, restricted: true }) as const;

const RECIPE = `
- snowfakery_version: 3
- object: Account
  nickname: firm
  fields:
    Name: Firm
    RecordType: Business
    OwnerId: jane@example.com
    CurrencyIsoCode: EUR
    BillingCountry: Germany
    BillingState: Bavaria
- object: Account
  fields: {Name: Coded, BillingCountryCode: US, BillingStateCode: TX}
- object: Account
  fields: {RecordTypeId: PersonAccount, FirstName: Ann, LastName: Ng}
- object: Case
  fields: {Subject: Help, AccountId: {reference: firm}, OwnerId: Tier_1}
- object: Trip__c
  fields:
    Name: Trip
    Account__c: {reference: firm}
    Owed__c: owed
    Tags__c: \${{ ["Blue", "Red"] }}
    Start_Time__c: "10:30:00"
    Share__c: 12.5
    Notes__c: "a\\r\\nb"
    Rich__c: "a & b\\nc"
    Topic__c: Chat
    Secret__c: 1234-5678-9012
    Mail__c: ann@example.com
    Where__Latitude__s: 52.520008
    Where__Longitude__s: 13.404954
    Score__c: 1.5
    No__c: T-1
    CurrencyIsoCode: EUR
    Country__c: DE
    City__c: Berlin
    Once__c: once
- object: acme__Log__c
  fields: {Name: Log, acme__Text__c: x, acme__Account__c: {reference: firm}}
- object: Product2
  fields: {Name: Widget, IsActive: true}
- object: PricebookEntry
  fields: {Product2Id: {reference: Product2}, Pricebook2Id: Standard Price Book, UnitPrice: 10, IsActive: true}
- object: Opportunity
  fields: {Name: Deal, StageName: Prospecting, CloseDate: 2026-12-01, Amount: 5000, Pricebook2Id: Standard Price Book}
- object: OpportunityLineItem
  fields: {OpportunityId: {reference: Opportunity}, PricebookEntryId: {reference: PricebookEntry}, Quantity: 2, UnitPrice: 10}
- object: Task
  fields: {Subject: Ring, Status: Not Started, Priority: Normal, WhatId: {reference: firm}, TaskSubtype: Call}
- object: Event
  fields: {Subject: Meet, WhatId: {reference: firm}, StartDateTime: "2026-12-01T10:00:00.000Z", EndDateTime: "2026-12-01T11:00:00.000Z"}
- object: Event
  fields: {Subject: Fair, WhatId: {reference: firm}, IsAllDayEvent: true, ActivityDate: 2026-12-01}
- object: Event
  fields:
    Subject: Daily
    WhatId: {reference: firm}
    StartDateTime: "2026-12-01T09:00:00.000Z"
    DurationInMinutes: 15
    IsRecurrence: true
    RecurrenceType: RecursDaily
    RecurrenceInterval: 1
    RecurrenceStartDateTime: "2026-12-01T09:00:00.000Z"
    RecurrenceEndDateOnly: 2026-12-04
`;

/** In this org they take no key field. */
const KEYLESS = ['PricebookEntry', 'OpportunityLineItem'];

let stage: TestStage;
const write = (name: string, content: string) => writeFileSync(join(stage.cwd, name), content);
const generate = (seed: number, recipe: string) => {
  write('kinds.recipe.yml', recipe);
  const out = ['--seed', String(seed), '--output', `kinds-${seed}`];
  return stage.run(['generate', '--recipe', 'kinds.recipe.yml', ...out]);
};

const IMPORTED = ['Account', 'Opportunity', 'Trip__c', 'acme__Log__c', 'Product2'];

beforeAll(async () => {
  stage = await openStage({
    ...{ objects: OBJECTS, personAccounts: true, recordTypes: { Account: ['Partner', 'Business'] } },
    ...{ queues: { Tier_1: ['Case'] }, users: { 'jane@example.com': true, 'old@example.com': false } },
    fields: {
      'Trip__c.Rich__c': { html: true },
      'Trip__c.No__c': { calculated: false, autoNumber: true },
      'Trip__c.CurrencyIsoCode': { inactive: ['DEM'] },
      'Trip__c.City__c': { controller: 'Country__c', validFor: { DE: ['Berlin'], FR: ['Paris'] } },
      'Account.CurrencyIsoCode': { type: 'picklist', values: ['USD', 'EUR'], restricted: true },
      'Account.BillingCountryCode': places(['US', 'DE'], { US: 'United States', DE: 'Germany' }),
      'Account.BillingStateCode': {
        ...places(['TX', 'BY'], { TX: 'Texas', BY: 'Bavaria' }),
        ...{ controller: 'BillingCountryCode', validFor: { US: ['TX'], DE: ['BY'] } },
      },
    },
  });
  const objects = [...IMPORTED, ...KEYLESS];
  const imported = await stage.run(['catalog', 'import', ...objects, '--org', 'qa', '--via', 'api']);
  const config = imported.stdout.replace(
    '  OpportunityLineItem:\n',
    '  OpportunityLineItem:\n    match: {by: parents, fields: [OpportunityId, PricebookEntryId]}\n',
  );
  write('config.yml', config);
});
afterAll(() => stage.end());

describe('the catalog', () => {
  it.each([
    'PricebookEntry:\n    code: PE\n    match: {by: parents, fields: [Product2Id, Pricebook2Id]}',
    'Tags__c: {type: multipicklist, values: [Red, Green, Blue], restricted: true}',
    'Start_Time__c: {type: time}',
    'Share__c: {type: percent, precision: 5, scale: 2}',
    'Rich__c: {type: textarea, length: 32768}',
    'Topic__c: {type: combobox, values: [Call]}',
    'Secret__c: {type: encryptedstring, length: 100}',
    'Owed__c: {type: string, length: 10, required: true}',
    'Where__Latitude__s: {type: double, precision: 9, scale: 6}',
    'Score__c: {type: double, precision: 5, scale: 1, computed: true}',
    'No__c: {type: string, length: 30, computed: true}',
    'CurrencyIsoCode: {type: picklist, values: [USD, EUR], restricted: true}',
    'BillingCountryCode: {type: picklist, values: [US, DE], restricted: true}',
    'Once__c: {type: string, length: 10, createOnly: true}',
    'RecordTypeId: {type: reference, to: [RecordType], relationship: RecordType}',
    'Pricebook2Id: {type: reference, to: [Pricebook2], relationship: Pricebook2, required: true, createOnly: true}',
    'acme__Account__c: {type: reference, to: [Account], relationship: acme__Account__r}',
  ])('has of an import %s', async (line) => {
    const shown = await stage.run(['catalog', 'show', ...IMPORTED, ...KEYLESS]);
    expect(shown.stdout).toContain(line);
  });

  it('matches the org that it was imported of', async () => {
    const checked = await stage.run(['catalog', 'check', ...IMPORTED, '--org', 'qa']);
    expect(checked).toMatchObject({ exitCode: 0, stdout: 'qa matches the catalog.' });
  });

  it('is told the name with a namespace', async () => {
    const checked = await stage.run(['catalog', 'check', 'Log__c', '--org', 'qa', '--via', 'api']);
    expect(checked).toMatchObject({
      exitCode: 1,
      stdout:
        "Log__c: The org has no such object, or you don't have access to it. The org has acme__Log__c: use that name.",
    });
  });
});

const ROWS = RECIPE.match(/^- object/gm)!.length;

describe.each([
  ['sf', 1],
  ['api', 2],
] as const)('loaded with --via %s', (way, seed) => {
  let said = '';
  let counts: unknown[] = [];

  beforeAll(async () => {
    expect(await generate(seed, RECIPE)).toMatchObject({ exitCode: 0, stderr: '' });
    const first = await stage.load(`kinds-${seed}`, '--via', way);
    said = first.run.stderr;
    counts = [first.exitCode, first.exitCode === 0 ? total(first.report, 'created') : first.run.stdout];
  });

  /** A record of this dataset; those without a key are the last of their object. */
  function record(sobject: string, name: string): Record<string, unknown> {
    const own = (one: Record<string, unknown>) =>
      String(one.Datagen_Key__c).includes(`_KINDS_${seed}_`) && (one.Name ?? one.Subject) === name;
    const found = stage.records(sobject).find(own) ?? stage.records(sobject).at(-1);
    return found ?? {};
  }
  const named = (id: unknown) => {
    const one = stage.running.org.records.get(String(id));
    return one?.DeveloperName ?? one?.Username ?? one?.Name;
  };

  it('every row is created', () => expect(counts).toEqual([0, ROWS]));

  it.each<[kind: string, sobject: string, name: string, field: string, held: unknown]>([
    ['a multi-select picklist', 'Trip__c', 'Trip', 'Tags__c', 'Red;Blue'],
    ['a time', 'Trip__c', 'Trip', 'Start_Time__c', '10:30:00.000Z'],
    ['a percentage', 'Trip__c', 'Trip', 'Share__c', 12.5],
    ['a long text', 'Trip__c', 'Trip', 'Notes__c', 'a\nb'],
    ['rich text', 'Trip__c', 'Trip', 'Rich__c', 'a &amp; b<br>c'],
    ['a combobox with a value of its own', 'Trip__c', 'Trip', 'Topic__c', 'Chat'],
    ['an encrypted text', 'Trip__c', 'Trip', 'Secret__c', '1234-5678-9012'],
    ['a latitude', 'Trip__c', 'Trip', 'Where__Latitude__s', 52.520008],
    ['a longitude', 'Trip__c', 'Trip', 'Where__Longitude__s', 13.404954],
    ['a formula, which the org computes', 'Trip__c', 'Trip', 'Score__c', null],
    ['an auto-number, which the org gives', 'Trip__c', 'Trip', 'No__c', null],
    ['a currency', 'Trip__c', 'Trip', 'CurrencyIsoCode', 'EUR'],
    ['a dependent picklist', 'Trip__c', 'Trip', 'City__c', 'Berlin'],
    ['a required field of the org', 'Trip__c', 'Trip', 'Owed__c', 'owed'],
    ['a field that only a new record takes', 'Trip__c', 'Trip', 'Once__c', 'once'],
    ['a field of a managed package', 'acme__Log__c', 'Log', 'acme__Text__c', 'x'],
    ['the code of a country by its name', 'Account', 'Firm', 'BillingCountryCode', 'DE'],
    ['the code of a state by its name', 'Account', 'Firm', 'BillingStateCode', 'BY'],
    ['a country by its code', 'Account', 'Coded', 'BillingCountry', 'United States'],
    ['a state by its code', 'Account', 'Coded', 'BillingState', 'Texas'],
    ['a person', 'Account', 'Ann Ng', 'IsPersonAccount', true],
    ['the sum of line items', 'Opportunity', 'Deal', 'Amount', 20],
    ['a line item', 'OpportunityLineItem', '', 'TotalPrice', 20],
    ['a subtype', 'Task', 'Ring', 'TaskSubtype', 'Call'],
    ['a timed event', 'Event', 'Meet', 'DurationInMinutes', 60],
    ['an all-day event', 'Event', 'Fair', 'StartDateTime', '2026-12-01T00:00:00.000Z'],
    ['a series', 'Event', 'Daily', 'RecurrenceType', 'RecursDaily'],
  ])('%s is in the org', (_, sobject, name, field, held) =>
    expect(record(sobject, name)[field]).toEqual(held),
  );

  it.each<[kind: string, sobject: string, name: string, field: string, of: string]>([
    ['a record type by RecordType', 'Account', 'Firm', 'RecordTypeId', 'Business'],
    ['a record type by RecordTypeId', 'Account', 'Ann Ng', 'RecordTypeId', 'PersonAccount'],
    ['a user', 'Account', 'Firm', 'OwnerId', 'jane@example.com'],
    ['a queue', 'Case', 'Help', 'OwnerId', 'Tier_1'],
    ['a parent in a custom lookup', 'acme__Log__c', 'Log', 'acme__Account__c', 'Firm'],
    ['a price book', 'Opportunity', 'Deal', 'Pricebook2Id', 'Standard Price Book'],
    ['a price', 'OpportunityLineItem', '', 'PricebookEntryId', 'Widget'],
  ])('%s is found', (_, sobject, name, field, of) => expect(named(record(sobject, name)[field])).toBe(of));

  it('what is not sent is said once each, and nothing of values that a combobox does not have', () => {
    const warnings = said.split('\n').filter((line) => line.startsWith('warning: '));
    expect(warnings.map((line) => / (\w+\.\w+) is left out/.exec(line)?.[1])).toEqual([
      'Opportunity.Amount',
      'Trip__c.Score__c',
      'Trip__c.No__c',
    ]);
  });

  it('nothing is sent again', async () => {
    const second = await stage.load(`kinds-${seed}`, '--via', way);
    expect([second.exitCode, total(second.report, 'unchanged'), total(second.report, 'sent')]).toEqual([
      ...[0, ROWS, 0],
    ]);
  });
});

/** What is wrong with a recipe, and what a load says of it. */
const WRONG: [from: string, to: string, said: string][] = [
  [
    '"Blue", "Red"',
    '"Blue", "Pink"',
    'picklist Trip__c.Tags__c is restricted and has no value "Pink" (1 row).',
  ],
  ['"10:30:00"', '"25:30"', 'Trip__c.Start_Time__c must be a time of day such as 10:30:00; got "25:30".'],
  ['12.5', '1234.5', 'Trip__c.Share__c can have at most 3 digits before the decimal point; got "1234.5".'],
  ['52.520008', '95.5', 'Trip__c.Where__Latitude__s must be a latitude, from -90 to 90; got "95.5".'],
  ['ann@example.com', 'nobody', 'Trip__c.Mail__c must be an email address; got "nobody".'],
  [
    'CurrencyIsoCode: EUR\n    Country',
    'CurrencyIsoCode: DEM\n    Country',
    'picklist Trip__c.CurrencyIsoCode is restricted and has no value "DEM" (1 row).',
  ],
  ['Once__c: once', 'Once__c: much too long', "Once__c has 13 characters; the org's field accepts 10."],
  ['    Owed__c: owed\n', '', "The org requires Trip__c.Owed__c, which the dataset doesn't have."],
  [
    'BillingState: Bavaria',
    'BillingState: Texas',
    'Account.BillingState "Texas" isn\'t valid for BillingCountry "Germany" (1 row). Valid values: Bavaria.',
  ],
  [
    'RecordType: Business',
    'RecordType: Busines',
    'the org has no record type of Account "Busines". Did you mean Business?',
  ],
  ['jane@example.com', 'old@example.com', 'the user "old@example.com" isn\'t active.'],
  ['Tier_1', 'Tier_2', 'the org has no user or queue "Tier_2". Did you mean Tier_1?'],
  ['acme__Log__c', 'Log__c', 'The org has acme__Log__c: use that name in the recipe'],
];

it('what is wrong with fields of all kinds is said at once, before anything is written', async () => {
  const recipe = WRONG.reduce((text, [from, to]) => text.replace(from, to), RECIPE);
  expect((await generate(3, recipe)).exitCode).toBe(0);
  const before = stage.running.org.records.stored();
  const refused = await stage.run(['load', 'kinds-3', '--org', 'qa', '--via', 'api']);
  expect(refused.exitCode).toBe(5);
  const lacking = WRONG.map(([, , said]) => said).filter((said) => !refused.stderr.includes(said));
  expect(lacking, refused.stderr).toEqual([]);
  expect(stage.running.org.records.stored()).toBe(before);
});

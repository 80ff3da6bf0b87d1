import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/catalog/types.ts';
import { openStage, type TestStage } from '../../load/e2e/stage.ts';

const match = { by: 'external_id' } as const;
const lookup = (to: string, relationship: string) => ({ type: 'reference', to: [to], relationship }) as const;

/** What the orgs of people who reported trouble with a load have beside the standard objects. */
const OBJECTS: Catalog = {
  Trip__c: {
    ...{ code: 'Trip', match },
    fields: {
      Name: { type: 'string', length: 80 },
      Account__c: { ...lookup('Account', 'Account__r'), required: true, createOnly: true },
      Tags__c: { type: 'multipicklist', values: ['Red', 'Green', 'Blue'], restricted: true },
      Start_Time__c: { type: 'time' },
      Share__c: { type: 'percent', precision: 5, scale: 2 },
      Notes__c: { type: 'textarea', length: 32_768 },
      Level__c: { type: 'picklist', values: ['1', '2', '3'], restricted: true },
      Rate__c: { type: 'double', precision: 10, scale: 3 },
    },
  },
  acme__Log__c: {
    ...{ code: 'L', match },
    fields: {
      Name: { type: 'string', length: 80, required: true },
      acme__Account__c: lookup('Account', 'acme__Account__r'),
      acme__Text__c: { type: 'string', length: 100 },
    },
  },
  Big__c: {
    ...{ code: 'B', match },
    fields: {
      Name: { type: 'string', length: 80, required: true },
      Parent__c: lookup('Big__c', 'Parent__r'),
    },
  },
};

const PERSONS = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce.SalesforceQuery
- var: person
  value:
    SalesforceQuery.find_record:
      fields: Id
      from: RecordType
      where: SobjectType='Account' and DeveloperName='PersonAccount'
- object: Account
  count: 2
  fields:
    Name: Firm \${{child_index}}
    CurrencyIsoCode: EUR
- object: Account
  count: 2
  fields:
    RecordTypeId: \${{person}}
    FirstName: {fake: FirstName}
    LastName: {fake: LastName}
`;
const PERSONS_CONFIG = `
objects:
  Account:
    fields:
      RecordTypeId: {type: reference, to: [RecordType], relationship: RecordType}
      FirstName: {type: string, length: 40}
      LastName: {type: string, length: 80}
      CurrencyIsoCode: {type: picklist, values: [USD, EUR]}
      Name: {type: string, length: 255}
`;

const TRIPS = `
- snowfakery_version: 3
- object: Account
  count: 2
  fields: {Name: "Co \${{child_index}}"}
  friends:
    - object: Trip__c
      count: 2
      fields:
        Name: Trip \${{child_index}}
        Account__c: {reference: Account}
        Tags__c: \${{ ["Blue;Red", "Green", ""][child_index] }}
        Start_Time__c: "10:30:00"
        Share__c: 12.5
        Rate__c: 1.0005
        Level__c: \${{child_index + 1}}
        Notes__c: "a\\r\\nb"
    - object: acme__Log__c
      fields: {Name: L, acme__Account__c: {reference: Account}, acme__Text__c: x}
- object: Big__c
  nickname: root
  fields: {Name: root, Parent__c: }
- object: Big__c
  fields: {Name: leaf, Parent__c: {reference: root}}
`;

const PRODUCTS = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce.SalesforceQuery
- var: std
  value:
    SalesforceQuery.find_record: {from: Pricebook2, where: "IsStandard = true"}
- object: Product2
  count: 3
  fields: {Name: "Widget \${{child_index}}", ProductCode: "W\${{child_index}}", IsActive: true}
  friends:
    - object: PricebookEntry
      fields: {Product2Id: {reference: Product2}, Pricebook2Id: "\${{std}}", UnitPrice: 10, IsActive: true}
- object: Opportunity
  count: 2
  fields: {Name: "Deal \${{child_index}}", StageName: Prospecting, CloseDate: 2026-12-01, Pricebook2Id: "\${{std}}"}
  friends:
    - object: OpportunityLineItem
      count: 2
      fields: {OpportunityId: {reference: Opportunity}, PricebookEntryId: {random_reference: {to: PricebookEntry, unique: true, parent: Opportunity}}, Quantity: 2, UnitPrice: 10}
`;
const PRODUCTS_CONFIG = `
objects:
  Product2:
    code: P
    fields:
      Name: {type: string, length: 255, required: true}
      ProductCode: {type: string, length: 255}
      IsActive: {type: boolean}
  PricebookEntry:
    match: {by: parents, fields: [Product2Id, Pricebook2Id]}
    code: PE
    fields:
      Pricebook2Id: {type: reference, to: [Pricebook2], relationship: Pricebook2, required: true, createOnly: true}
      Product2Id: {type: reference, to: [Product2], relationship: Product2, required: true, createOnly: true}
      UnitPrice: {type: currency, precision: 16, scale: 2, required: true}
      IsActive: {type: boolean}
  OpportunityLineItem:
    match: {by: parents, fields: [OpportunityId, PricebookEntryId]}
    code: OLI
    fields:
      OpportunityId: {type: reference, to: [Opportunity], relationship: Opportunity, required: true, createOnly: true}
      PricebookEntryId: {type: reference, to: [PricebookEntry], relationship: PricebookEntry, createOnly: true}
      Quantity: {type: double, precision: 10, scale: 2, required: true}
      UnitPrice: {type: currency, precision: 16, scale: 2}
`;

const named = (field: string) =>
  `- snowfakery_version: 3\n- object: Account\n  fields: {Name: A1, ${field}: Partner}\n`;

const NAMESPACE = `
- snowfakery_version: 3
- object: Account
  fields: {Name: Co}
- object: Log__c
  fields: {Name: L, Account__c: {reference: Account}, Text__c: x}
`;
const MADE_BY_THE_ORG = `
- snowfakery_version: 3
- plugin: snowfakery.standard_plugins.Salesforce
- object: Account
  fields: {LastName: Day, PersonContactId: {Salesforce.SpecialObject: PersonContact}}
- object: Case
  fields:
    Subject: Of a person
    AccountId: {reference: Account}
    ContactId: \${{reference(AccountId.PersonContactId)}}
- object: Event
  fields:
    Subject: Weekly
    WhatId: {reference: Account}
    StartDateTime: 2026-11-02T09:00:00.000Z
    DurationInMinutes: 30
    IsRecurrence: true
    RecurrenceType: RecursWeekly
    RecurrenceInterval: 1
    RecurrenceDayOfWeekMask: 2
    RecurrenceStartDateTime: 2026-11-02T09:00:00.000Z
    RecurrenceEndDateOnly: 2026-11-16
`;
const NAMESPACE_CONFIG = `
objects:
  Log__c:
    code: G
    fields:
      Name: {type: string, length: 80, required: true}
      Account__c: {type: reference, to: [Account], relationship: Account__r}
      Text__c: {type: string, length: 100}
`;

describe.each(['sf', 'api'] as const)('what public reports say of loads, tried with --via %s', (way) => {
  let stage: TestStage;
  /** What `catalog import` prints of the org's own objects. */
  let own: string;
  beforeAll(async () => {
    stage = await openStage({
      ...{ externalId: undefined, personAccounts: true, recordTypes: { Account: ['Business', 'Partner'] } },
      objects: OBJECTS,
      fields: { 'Account.CurrencyIsoCode': { type: 'picklist', values: ['USD', 'EUR'], restricted: true } },
    });
    own = (await stage.run(['catalog', 'import', ...Object.keys(OBJECTS), '--target-org', 'qa'])).stdout;
    const config = file('setup.yml', own + PRODUCTS_CONFIG.replace('\nobjects:', ''));
    expect(await stage.run(['setup', '--config', config, '--target-org', 'qa'])).toMatchObject({
      exitCode: 0,
    });
  });
  afterAll(() => stage.end());

  function file(name: string, content: string): string {
    mkdirSync(join(stage.cwd, 'cases'), { recursive: true });
    writeFileSync(join(stage.cwd, 'cases', name), content);
    return join(stage.cwd, 'cases', name);
  }
  async function loaded(name: string, recipe: string, config = '{}') {
    const options = ['--config', file(`${name}.yml`, config)];
    const made = await stage.run([
      ...['generate', '--recipe', file(`${name}.recipe.yml`, recipe), '--output', name],
      ...['--plugin-option', 'org_name=qa', ...options],
    ]);
    expect({ ...made, json: undefined }).toMatchObject({ exitCode: 0 });
    const first = await stage.load(name, '--via', way, ...options);
    const second = first.exitCode === 0 ? await stage.load(name, '--via', way, ...options) : undefined;
    const counts = Object.fromEntries((first.report?.objects ?? []).map((one) => [one.sobject, one.created]));
    const sent = second?.report.objects.reduce((sum, one) => sum + one.sent, 0);
    return { exitCode: first.exitCode, counts, sent, said: first.run.stderr + first.run.stdout };
  }

  it('persons and companies are accounts', async () => {
    const { exitCode, counts, sent } = await loaded('persons', PERSONS, PERSONS_CONFIG);
    expect({ exitCode, counts, sent }).toEqual({ exitCode: 0, counts: { Account: 4 }, sent: 0 });
    const accounts = stage.records('Account');
    expect(accounts.map(({ IsPersonAccount }) => IsPersonAccount ?? false)).toEqual([
      ...[false, false, true, true],
    ]);
    expect(accounts.slice(0, 2).map(({ LastName, CurrencyIsoCode }) => [LastName, CurrencyIsoCode])).toEqual([
      ...[
        [null, 'EUR'],
        [null, 'EUR'],
      ],
    ]);
  });

  it('a case of a person has the contact that the org makes, and a series its days', async () => {
    const { exitCode, counts, sent } = await loaded('made', MADE_BY_THE_ORG);
    expect({ exitCode, counts, sent }).toEqual({
      ...{ exitCode: 0, sent: 0 },
      counts: { Account: 1, Case: 1, Event: 1 },
    });
    const contact = stage.running.org.records.get(String(stage.records('Case')[0]?.ContactId));
    expect(contact).toMatchObject({ LastName: 'Day', IsPersonAccount: true });
    expect(stage.records('Event')).toHaveLength(4);
    const gone = await stage.run(['cleanup', 'made', '--target-org', 'qa', '--via', way]);
    expect([gone.exitCode, stage.records('Event'), stage.records('Case')]).toEqual([0, [], []]);
  });

  it('a multi-select picklist has several values', async () => {
    expect(own).toContain('Tags__c: {type: multipicklist, values: [Red, Green, Blue], restricted: true}');
    const { exitCode, counts, sent } = await loaded('trips', TRIPS, own);
    expect({ exitCode, counts, sent }).toEqual({
      ...{ exitCode: 0, sent: 0 },
      counts: { Account: 2, Trip__c: 4, acme__Log__c: 2, Big__c: 2 },
    });
    expect(stage.records('Trip__c').map(({ Tags__c }) => Tags__c)).toEqual([
      ...['Red;Blue', 'Green', 'Red;Blue', 'Green'],
    ]);
  });

  it.each(['RecordType', 'RecordTypeId'])('%s has the name of a record type', async (field) => {
    const { exitCode, sent } = await loaded(`type-${field}`, named(field));
    expect({ exitCode, sent }).toEqual({ exitCode: 0, sent: 0 });
    const { RecordTypeId } = stage.records('Account').at(-1)!;
    expect(stage.running.org.records.get(String(RecordTypeId))?.DeveloperName).toBe('Partner');
  });

  it('line items refer to prices, which no key is on', async () => {
    const { exitCode, counts, sent } = await loaded('products', PRODUCTS, PRODUCTS_CONFIG);
    expect({ exitCode, counts, sent }).toEqual({
      ...{ exitCode: 0, sent: 0 },
      counts: { Product2: 3, PricebookEntry: 3, Opportunity: 2, OpportunityLineItem: 4 },
    });
    const prices = new Map(stage.records('PricebookEntry').map((one) => [one.Id, one.UnitPrice]));
    const items = stage.records('OpportunityLineItem');
    expect(items.map((item) => [prices.get(item.PricebookEntryId), item.TotalPrice])).toEqual(
      Array.from({ length: 4 }, () => [10, 20]),
    );
    const config = join(stage.cwd, 'cases/products.yml');
    const cleaned = await stage.run(['cleanup', 'products', '--target-org', 'qa', '--config', config]);
    expect([cleaned.exitCode, cleaned.stderr]).toEqual([0, expect.not.stringContaining('foreign')]);
    for (const sobject of ['Product2', 'PricebookEntry', 'OpportunityLineItem', 'Opportunity'])
      expect(stage.records(sobject)).toEqual([]);
  });

  it('an object has a namespace in the org', async () => {
    const { exitCode, said } = await loaded('namespace', NAMESPACE, NAMESPACE_CONFIG);
    expect(exitCode).toBe(5);
    expect(said).toContain(
      'The org has acme__Log__c: use that name in the recipe, with its fields acme__Account__c, acme__Text__c.',
    );
  });
});

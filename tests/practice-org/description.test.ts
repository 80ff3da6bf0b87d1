import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { descriptionSchema, fromDescription } from '../../src/practice-org/description.ts';
import { createOrg, type Org, objectNamed } from '../../src/practice-org/org.ts';
import { save } from '../../src/practice-org/save/save.ts';
import type { Values } from '../../src/practice-org/value.ts';
import { UserError } from '../../src/shared/errors.ts';

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'org-')), 'my-org.yml');
  writeFileSync(file, text);
  return file;
}
const orgOf = (text: string): Org => createOrg(fromDescription(fileWith(text)));
function saved(org: Org, sobject: string, values: Values) {
  const done = save(org, { object: objectNamed(org, sobject)!, values });
  return done.success ? org.records.get(done.id)! : `${done.error.statusCode}: ${done.error.message}`;
}
const field = (org: Org, sobject: string, name: string) =>
  objectNamed(org, sobject)?.fields.get(name.toLowerCase());
const names = (org: Org, sobject: string, name: string) => org.records.all(sobject).map((one) => one[name]);

describe('a practice org is like its description:', () => {
  it('record types, queues, and users, of which some are not to be used', () => {
    const org = orgOf(`
      record_types: {Account: [Business, Partner]}
      unavailable_record_types: [Account.Partner]
      queues: {Tier_1: [Case]}
      users: {jane@example.com: active, old@example.com: inactive}`);
    expect(names(org, 'RecordType', 'DeveloperName')).toEqual(['Business', 'Partner']);
    const idOf = (sobject: string, name: string, value: string) =>
      org.records.all(sobject).find((one) => one[name] === value)!.Id;
    const owned = (OwnerId: string) => saved(org, 'Case', { Subject: 'x', OwnerId });
    expect(owned(idOf('Group', 'DeveloperName', 'Tier_1'))).toMatchObject({ Subject: 'x' });
    expect(owned(idOf('User', 'Username', 'jane@example.com'))).toMatchObject({ Subject: 'x' });
    expect(owned(idOf('User', 'Username', 'old@example.com'))).toMatch(/^INACTIVE_OWNER_OR_USER/);
    const RecordTypeId = idOf('RecordType', 'DeveloperName', 'Partner');
    expect(saved(org, 'Account', { Name: 'x', RecordTypeId })).toMatch(/^INVALID_CROSS_REFERENCE_KEY/);
  });

  it('person accounts, each with a contact', () => {
    const org = orgOf('person_accounts: true');
    const account = saved(org, 'Account', { LastName: 'Ng' });
    const contact = org.records.get(String((account as Values).PersonContactId));
    expect(contact).toMatchObject({ LastName: 'Ng', IsPersonAccount: true });
  });

  it('currencies, and countries with their states', () => {
    const org = orgOf(`
      currencies: [USD, EUR]
      countries: {US: {name: United States, states: {TX: Texas}}, DE: {name: Germany}}`);
    expect(saved(org, 'Account', { Name: 'x' })).toMatchObject({ CurrencyIsoCode: 'USD' });
    expect(saved(org, 'Account', { Name: 'x', CurrencyIsoCode: 'DEM' })).toMatch(/restricted picklist/);
    expect(saved(org, 'Account', { Name: 'x', BillingCountryCode: 'DE' })).toMatchObject({
      BillingCountry: 'Germany',
    });
    expect(saved(org, 'Contact', { LastName: 'x', MailingCountry: 'Atlantis' })).toMatch(
      /problem with this country/,
    );
    const texan = { LastName: 'x', MailingCountryCode: 'DE', MailingStateCode: 'TX' };
    expect(saved(org, 'Contact', texan)).toMatch(/recognize the state value/);
    expect(field(org, 'CaseComment', 'CurrencyIsoCode')).toBeUndefined();
  });

  it('objects of its own, with a namespace, too, and fields that are other or missing', () => {
    const org = orgOf(`
      objects:
        acme__Log__c:
          fields:
            Name: {type: string, length: 80}
            acme__Account__c: {type: reference, to: [Account], relationship: acme__Account__r}
      fields:
        Case.Status: {type: picklist, values: [Open, Done], restricted: true}
        Account.Fax: {type: phone, length: 5}
        Task.Type: missing
      missing: [Event]
      fills: {Account.Rating: Hot}`);
    const account = saved(org, 'Account', { Name: 'x' }) as Values;
    expect(account.Rating).toBe('Hot');
    expect(saved(org, 'acme__Log__c', { Name: 'x', acme__Account__c: account.Id! })).toMatchObject({
      Name: 'x',
    });
    expect(saved(org, 'Case', { Subject: 'x', Status: 'New' })).toMatch(/bad value for restricted picklist/);
    expect(saved(org, 'Account', { Name: 'x', Fax: '123456' })).toMatch(/^STRING_TOO_LONG/);
    expect([field(org, 'Task', 'Type'), objectNamed(org, 'Event')]).toEqual([undefined, undefined]);
    expect(saved(org, 'Task', { Subject: 'x' })).toMatchObject({ Subject: 'x' });
  });

  it('limits, permissions, and duplicate rules', () => {
    const text =
      'duplicate_rules: [Account]\nunique_on_activity: false\nhard_delete: true\napi_calls: 7\nbulk_batches: 0';
    expect(fromDescription(fileWith(text))).toMatchObject({
      ...{ duplicateRules: ['Account'], refuseUniqueOnActivity: true, hardDelete: true },
      ...{ apiCalls: 7, bulkBatches: 0 },
    });
  });

  it('a new one where nothing is said', () => {
    const org = orgOf('{}');
    expect(names(org, 'RecordType', 'DeveloperName')).toEqual([]);
    expect(field(org, 'Account', 'PersonContactId')).toBeUndefined();
  });
});

test('what is wrong with a description is said at once, with its places', () => {
  const text = `record_types: {Acount: [Business]}
unavailable_record_types: [Account.Partner]
queues: {Tier_1: [Cas]}
fields: {Trip__c.Name: missing}
missing: [User]
`;
  const thrown = (() => {
    try {
      return fromDescription(fileWith(text));
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(UserError);
  expect(
    (thrown as UserError).problems.map(({ message, place, hint }) => [place?.line, message, hint]),
  ).toEqual([
    [1, '`record_types`: a practice org has no object Acount.', 'Did you mean Account?'],
    [3, '`queues`: a practice org has no object Cas.', expect.stringContaining('Case')],
    [4, '`fields`: a practice org has no object Trip__c.', 'Describe it under `objects:`.'],
    [5, '`missing`: a practice org has no object User.', expect.any(String)],
    [2, '`unavailable_record_types`: `record_types` has no Account.Partner.', undefined],
  ]);
});

test.each([
  ['record_type: {}', 'Unknown setting `record_type`. Did you mean record_types?'],
  ['users: {jane@example.com: yes}', 'must be active or inactive'],
  ['countries: {Germany: {name: Germany}}', 'must be a country code such as DE.'],
  ['fields: {Rating: missing}', 'must be an object and a field, such as Account.Rating.'],
  ['person_accounts: 1', '`person_accounts` must be true or false; got 1.'],
])('%s is refused', (text, message) => {
  expect(() => fromDescription(fileWith(text))).toThrow(message);
});

test('the example of the documentation is one', () => {
  const [, example = ''] =
    /```yaml\n(# my-org\.yml[\s\S]*?)```/.exec(readFileSync('docs/load.md', 'utf8')) ?? [];
  expect(Object.keys(descriptionSchema.shape).filter((key) => !example.includes(`${key}:`))).toEqual([]);
  expect(createOrg(fromDescription(fileWith(example))).records.all('RecordType')).not.toEqual([]);
});

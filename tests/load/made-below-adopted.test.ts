import { expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/overlay.ts';
import { configSchema } from '../../src/config/schema.ts';
import { standardOrg } from '../../src/export/standard-org.ts';
import { madeBelowAdopted } from '../../src/load/cleanup/adopted.ts';
import type { Session } from '../../src/org/session.ts';

const ROLE = 'OpportunityContactRole';
const DEAL = '006000000000001AAA';
const ID = '00K000000000001AAA';
const PREFIX = 'TESTDATA_42_';

const cases: [string, string[], string[], string[]][] = [
  ['that the org has', ['OpportunityId', 'ContactId'], ['OpportunityId, ContactId'], [ID]],
  ['that the org lacks beside one', ['OpportunityId', 'Nope__c'], ['OpportunityId'], [ID]],
  ['none of which the org has', ['Nope__c'], [], []],
];

test.each(cases)(
  'a cleanup asks for what is below adopted records by fields %s',
  async (_, fields, asked, found) => {
    const match = { by: 'parents', fields };
    const catalog = catalogOf(configSchema.parse({ objects: { [ROLE]: { match } } }).objects);
    const queries: string[] = [];
    const rest = {
      check: true,
      get: async (path: string) => {
        queries.push(decodeURIComponent(path));
        return { totalSize: 1, done: true, records: [{ Id: ID, OpportunityId: DEAL, ContactId: null }] };
      },
    };
    const store = {
      adopted: (id: unknown) => id === DEAL,
      allAdopted: () => [{ sobject: 'Opportunity', key: `${PREFIX}O1`, id: DEAL }],
      allCreated: () => [{ sobject: ROLE, key: `${PREFIX}R1`, id: ID }],
    };
    const stock = standardOrg(catalog, 'Key__c');
    const { Nope__c: _lacking, ...known } = stock[ROLE]!.fields;
    const schema = { ...stock, [ROLE]: { ...stock[ROLE]!, fields: known } };
    const madeBelow = await madeBelowAdopted({ rest } as unknown as Session, [store], {
      ...{ catalog, schema, prefix: PREFIX },
    });
    expect(await madeBelow(ROLE)).toEqual(found);
    expect(queries).toEqual(
      asked.map((select) => `query?q=SELECT Id, ${select} FROM ${ROLE} WHERE Id IN ('${ID}')`),
    );
  },
);

import { afterEach, describe, expect, it, vi } from 'vitest';
import { catalogOf } from '../../src/catalog/overlay.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { openStage, type Stage } from './in-process/stage.ts';

vi.mock('execa', () => import('./in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('./in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const lookup = (to: string, more = {}) => ({ type: 'reference', to: [to], relationship: to, ...more });

/** Products with prices: neither a price nor a line item has a key field. */
const OBJECTS = {
  Product2: { code: 'P', fields: { Name: { type: 'string', length: 255, required: true } } },
  PricebookEntry: {
    code: 'PE',
    match: { by: 'parents', fields: ['Pricebook2Id', 'Product2Id'] },
    fields: {
      Pricebook2Id: lookup('Pricebook2', { required: true, createOnly: true }),
      Product2Id: lookup('Product2', { required: true, createOnly: true }),
      UnitPrice: { type: 'currency', precision: 16, scale: 2, required: true },
    },
  },
  OpportunityLineItem: {
    code: 'OLI',
    match: { by: 'parents', fields: ['PricebookEntryId', 'OpportunityId'] },
    fields: {
      OpportunityId: lookup('Opportunity', { required: true, createOnly: true }),
      PricebookEntryId: lookup('PricebookEntry', { createOnly: true }),
      Quantity: { type: 'double', precision: 10, scale: 2, required: true },
    },
  },
  Note__c: {
    code: 'X',
    fields: {
      Name: { type: 'string', length: 80, required: true },
      Item__c: { type: 'reference', to: ['OpportunityLineItem'], relationship: 'Item__r' },
    },
  },
  Mark__c: {
    code: 'K',
    match: { by: 'content', parent: 'Entry__c', fields: ['Text__c'] },
    fields: {
      Entry__c: { type: 'reference', to: ['PricebookEntry'], relationship: 'Entry__r', required: true },
      Text__c: { type: 'string', length: 80 },
    },
  },
};

const { config } = resolveConfig({
  settings: [{ path: ['objects'], value: OBJECTS, source: 'test' }],
  env: {},
});

const KEYS = {
  Product2: ['Name', ['A1', 'Widget'], ['A2', 'Gadget']],
  Opportunity: ['Name StageName CloseDate Amount', ['A1_O01', 'Deal', 'Prospecting', '2026-12-01', '5000']],
} as const;

/** A dataset with prices of a price book that the org has. */
const tables = (book: string, quantity = '2') => ({
  ...KEYS,
  PricebookEntry: [
    'Product2Id Pricebook2Id UnitPrice',
    ['A1_P01', 'A1', book, '10'],
    ['A2_P01', 'A2', book, '20'],
  ] as const,
  OpportunityLineItem: [
    'OpportunityId PricebookEntryId Quantity',
    ['A1_L01', 'A1_O01', 'A1_P01', quantity],
    ['A1_L02', 'A1_O01', 'A2_P01', '3'],
  ] as const,
  Note__c: ['Name Item__c', ['A1_N01', 'Of the gadget', 'A1_L02'], ['A1_N02', 'Of nothing', '']] as const,
  Mark__c: ['Entry__c Text__c', ['A1_M01', 'A1_P01', 'good'], ['A1_M02', 'A1_P01', 'better']] as const,
});

/** A stage, and the dataset written for the standard price book of its org. */
function open(): string {
  stage = openStage({ objects: catalogOf(config.objects) }, KEYS);
  const book = stage.records('Pricebook2').find(({ IsStandard }) => IsStandard)!.Id;
  stage.write(tables(book));
  return book;
}

const idOf = (sobject: string, where: (record: Record<string, unknown>) => boolean) =>
  stage.records(sobject).find(where)?.Id;

describe.each(['load', 'loadDirectly'] as const)(
  'a reference to a record that is found by its parents (%s)',
  (way) => {
    it('is sent as the id that the org gave it, and a second load sends nothing', async () => {
      open();
      expect((await stage[way]({ config })).exitCode).toBe(0);
      const entry = idOf('PricebookEntry', ({ UnitPrice }) => UnitPrice === 20);
      const item = stage.records('OpportunityLineItem').find(({ Quantity }) => Quantity === 3)!;
      expect(item.PricebookEntryId).toBe(entry);
      expect(idOf('Note__c', ({ Item__c }) => Item__c === item.Id)).toBeDefined();
      expect(stage.records('Mark__c')).toHaveLength(2);
      // 2 × 10 + 3 × 20: the org doesn't take another sum, so a second load would send it again.
      expect(stage.records('Opportunity')[0]).toMatchObject({ Amount: 80, HasOpportunityLineItem: true });
      expect(stage.said.filter((line) => line.includes('Amount'))).toEqual([
        'warning: Opportunity.Amount is left out of opportunities with line items (1 row): Salesforce adds up their line items.',
      ]);
      const second = await stage[way]({ config });
      expect(second.objects.map(({ sobject, sent }) => [sobject, sent])).toEqual(
        second.objects.map(({ sobject }) => [sobject, 0]),
      );
    });

    it('is updated, and its parents are found again', async () => {
      const book = open();
      await stage[way]({ config });
      stage.write(tables(book, '7'));
      const report = await stage[way]({ config });
      expect(report.objects.find(({ sobject }) => sobject === 'OpportunityLineItem')).toMatchObject({
        ...{ sent: 1, updated: 1, created: 0 },
      });
      expect(stage.records('OpportunityLineItem')).toHaveLength(2);
    });

    it('is held back if its parent fails', async () => {
      open();
      stage.fail({ kind: 'reject', object: 'PricebookEntry', field: 'UnitPrice', equals: '20' });
      const report = await stage[way]({ config });
      expect(report.exitCode).toBe(1);
      expect(report.skipped.map(({ rows }) => rows)).toEqual([{ OpportunityLineItem: 1, Note__c: 1 }]);
      stage.heal();
      expect((await stage[way]({ config, resume: true })).exitCode).toBe(0);
      expect(stage.records('OpportunityLineItem')).toHaveLength(2);
    });
  },
);

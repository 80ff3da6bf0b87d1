import { afterEach, describe, expect, it, vi } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { FieldChange } from '../../../src/practice-org/schema/corrections.ts';
import { productCatalog } from '../../../src/practice-org/schema/products.ts';
import type { Tables } from '../in-process/small-set.ts';
import { countsOf, openStage, type Stage } from '../in-process/stage.ts';

vi.mock('execa', () => import('../in-process/sf.ts'));
vi.mock('node:timers/promises', () => import('../in-process/timers.ts'));

let stage: Stage;
afterEach(() => stage.close());

const currency: FieldChange = {
  ...{ type: 'picklist' as const, values: ['USD', 'EUR'], restricted: true },
  ...{ defaultedOnCreate: true, default: 'USD', updateable: false },
};
const OBJECTS = {
  Product2: { code: 'P', fields: { Name: { type: 'string', length: 255, required: true } } },
  PricebookEntry: {
    code: 'PE',
    fields: { CurrencyIsoCode: { type: 'picklist', values: ['USD', 'EUR'], createOnly: true } },
  },
};
const { config } = resolveConfig({
  settings: [{ path: ['objects'], value: OBJECTS, source: 'test' }],
  env: {},
});

/** A widget with a price in dollars and one in euros, in this order of rows or the other one. */
const tables = (euros: string, isTurned = false): Tables => {
  const columns = 'Product2Id Pricebook2Id UnitPrice CurrencyIsoCode';
  const book = 'Standard Price Book';
  const prices: [string, ...string[]][] = [
    ['A1_P01', 'A1', book, '10', 'USD'],
    ['A1_P02', 'A1', book, euros, 'EUR'],
  ];
  const [first, second] = isTurned ? prices.reverse() : prices;
  return { Product2: ['Name', ['A1', 'Widget']], PricebookEntry: [columns, first!, second!] };
};

describe('prices of a product in several currencies', () => {
  it.each(['load', 'loadDirectly'] as const)(
    'are each found again by what cannot be changed (%s)',
    async (way) => {
      stage = openStage({
        objects: { Product2: productCatalog.Product2! },
        fields: { 'PricebookEntry.CurrencyIsoCode': currency },
      });
      const prices = () =>
        stage.records('PricebookEntry').map(({ UnitPrice, CurrencyIsoCode }) => [UnitPrice, CurrencyIsoCode]);
      stage.write(tables('9'));
      expect((await stage[way]({ config })).exitCode).toBe(0);
      expect(countsOf(await stage[way]({ config }), 'sent')).toEqual({});
      stage.write(tables('9', true));
      expect(countsOf(await stage[way]({ config }), 'sent')).toEqual({});
      stage.write(tables('8', true));
      expect(countsOf(await stage[way]({ config }), 'updated')).toEqual({ PricebookEntry: 1 });
      expect(prices()).toEqual([
        [10, 'USD'],
        [8, 'EUR'],
      ]);
    },
  );

  it('of which somebody made one are made beside it', async () => {
    stage = openStage({
      objects: { Product2: productCatalog.Product2! },
      fields: { 'PricebookEntry.CurrencyIsoCode': currency },
    });
    stage.write({ Product2: ['Name', ['A1', 'Widget']] });
    await stage.load({ config });
    const Product2Id = String(stage.records('Product2')[0]!.Id);
    const Pricebook2Id = String(stage.records('Pricebook2')[0]!.Id);
    stage.make('PricebookEntry', { Product2Id, Pricebook2Id, UnitPrice: 10, CurrencyIsoCode: 'USD' });
    const [columns, , euros] = tables('9').PricebookEntry!;
    stage.write({ Product2: ['Name', ['A1', 'Widget']], PricebookEntry: [columns, euros!] as const });
    expect(countsOf(await stage.load({ config }), 'created')).toEqual({ PricebookEntry: 1 });
    expect(stage.records('PricebookEntry').map(({ UnitPrice }) => UnitPrice)).toEqual([10, 9]);
  });
});

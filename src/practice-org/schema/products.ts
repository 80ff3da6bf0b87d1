import { fieldKinds } from '../../catalog/fields.ts';
import type { Catalog, Field } from '../../catalog/types.ts';

const { text, area, flag, date, url, picklist, lookup, required, createOnly, computed } = fieldKinds;
const price: Field = { type: 'currency', precision: 18, scale: 2 };
const match = { by: 'external_id' } as const;

/**
 * Products, their prices, and the line items of opportunities. Source: Object Reference, and for lengths the Salesforce
 * Field Reference Guide.
 */
export const productCatalog: Catalog = {
  Product2: {
    ...{ code: 'Product2', match },
    fields: {
      Name: required(text(255)),
      ProductCode: text(255),
      Description: area(4_000),
      IsActive: flag,
      Family: picklist('None'),
      ExternalId: text(255),
      StockKeepingUnit: text(180),
      QuantityUnitOfMeasure: picklist('Each'),
      DisplayUrl: url,
    },
  },
  Pricebook2: {
    ...{ code: 'Pricebook2', match },
    fields: {
      Name: required(text(255)),
      Description: text(255),
      IsActive: flag,
      IsStandard: computed(flag),
    },
  },
  PricebookEntry: {
    ...{ code: 'PricebookEntry', match },
    fields: {
      Name: computed(text(255)),
      ProductCode: computed(text(255)),
      Pricebook2Id: createOnly(required(lookup('Pricebook2', 'Pricebook2'))),
      Product2Id: createOnly(required(lookup('Product2', 'Product2'))),
      UnitPrice: required(price),
      IsActive: flag,
      UseStandardPrice: flag,
    },
  },
  OpportunityLineItem: {
    ...{ code: 'OpportunityLineItem', match },
    fields: {
      Name: computed(text(376)),
      ProductCode: computed(text(255)),
      OpportunityId: createOnly(required(lookup('Opportunity', 'Opportunity'))),
      PricebookEntryId: createOnly(lookup('PricebookEntry', 'PricebookEntry')),
      Product2Id: createOnly(lookup('Product2', 'Product2')),
      Quantity: required({ type: 'double', precision: 12, scale: 2 }),
      UnitPrice: price,
      TotalPrice: price,
      ListPrice: computed(price),
      ServiceDate: date,
      Description: text(255),
    },
  },
};

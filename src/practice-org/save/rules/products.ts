import { saveError } from '../../errors.ts';
import { toId18 } from '../../ids.ts';
import type { Org } from '../../org.ts';
import type { FieldValue, StoredRecord, Values } from '../../value.ts';
import type { SaveRule } from '../change.ts';

const recordOf = (org: Org, id: FieldValue | undefined) =>
  typeof id === 'string' ? org.records.get(toId18(id)) : undefined;

/** The prices of a product in a price book, or in the standard one. */
function pricesOf(org: Org, values: Values, isWanted: (book: StoredRecord | undefined) => boolean) {
  return org.records
    .find('PricebookEntry', 'Product2Id', recordOf(org, values.Product2Id)?.Id ?? null)
    .filter(
      (entry) =>
        isWanted(recordOf(org, entry.Pricebook2Id)) &&
        (entry.CurrencyIsoCode ?? null) === (values.CurrencyIsoCode ?? null),
    );
}

/**
 * A product has one price in a price book, and the first one in the standard price book. Sources: Object Reference,
 * PricebookEntry; the text of an org in issue 2951 of CumulusCI.
 */
export const prices: SaveRule = ({ org, object, before, after }) => {
  if (object.name !== 'PricebookEntry' || before) return undefined;
  const book = recordOf(org, after.Pricebook2Id);
  if (pricesOf(org, after, (one) => one?.Id === book?.Id).length > 0)
    return saveError('FIELD_INTEGRITY_EXCEPTION', 'This price definition already exists in this price book');
  if (book?.IsStandard === true || pricesOf(org, after, (one) => one?.IsStandard === true).length > 0)
    return undefined;
  return saveError('STANDARD_PRICE_NOT_DEFINED', 'Before creating a custom price, create a standard price.');
};

const integrity = (text: string, ...fields: string[]) =>
  saveError('FIELD_INTEGRITY_EXCEPTION', `field integrity exception: ${text}`, ...fields);

/**
 * A line item names a price of the price book of its opportunity. Sources: Salesforce Help 000383141; issue 704 of
 * SFDX-Data-Move-Utility.
 */
export const lineItems: SaveRule = ({ org, object, before, after }) => {
  if (object.name !== 'OpportunityLineItem' || before) return undefined;
  const entry = recordOf(org, after.PricebookEntryId);
  if (!entry)
    return integrity(
      'PricebookEntryId, unknown (versions 3.0 and higher must specify pricebook entry id; others must specify product id)',
      ...['PricebookEntryId', 'unknown'],
    );
  const opportunity = recordOf(org, after.OpportunityId);
  const book = opportunity?.Pricebook2Id ?? null;
  if (book !== null && book !== entry.Pricebook2Id)
    return integrity(
      'PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the opportunity)',
      'PricebookEntryId',
    );
  const currencies = [opportunity?.CurrencyIsoCode, entry.CurrencyIsoCode];
  if (currencies.every((one) => typeof one === 'string') && currencies[0] !== currencies[1])
    return integrity(
      'PricebookEntryId (pricebook entry currency code does not match opportunity currency code)',
      'PricebookEntryId',
    );
  return undefined;
};

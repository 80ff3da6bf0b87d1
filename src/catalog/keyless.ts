import type { Match } from './types.ts';

/**
 * How records are found of standard objects that the catalog lacks and that take no External ID field. A product has one
 * price in a price book. Source: Object Reference, PricebookEntry.
 */
const KEYLESS: Readonly<Record<string, Match>> = {
  PricebookEntry: { by: 'parents', fields: ['Product2Id', 'Pricebook2Id'] },
};

/** How records of an object are found that neither the catalog nor a configuration says it of. */
export function usualMatch(sobject: string): Match {
  return Object.hasOwn(KEYLESS, sobject) ? KEYLESS[sobject]! : { by: 'external_id' };
}

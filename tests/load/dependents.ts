import type { Catalog } from '../../src/catalog/types.ts';

const lookup = (more: object = {}) => ({
  ...{ type: 'reference' as const, to: ['Account'], relationship: 'Account__r' },
  ...more,
});
/** Objects that depend on accounts: a detail of accounts, one that keeps its account, and one that only loses it. */
export const DEPENDENTS: Catalog = {
  Trip__c: {
    code: 'Trip',
    match: { by: 'external_id' },
    fields: { Account__c: lookup({ required: true, createOnly: true }) },
  },
  Stay__c: { code: 'Stay', match: { by: 'external_id' }, fields: { Account__c: lookup({ required: true }) } },
  Visit__c: { code: 'Visit', match: { by: 'external_id' }, fields: { Account__c: lookup() } },
};

import { describe, expect, it } from 'vitest';
import { hangingOn, losingLookups, parseChildren } from '../../src/load/cleanup/hanging.ts';

const child = (childSObject: string | null, field: string | null, flags: object = {}) => ({
  ...{ childSObject, field, relationshipName: null, deprecatedAndHidden: false },
  ...{ cascadeDelete: false, restrictedDelete: false, ...flags },
});
const cascade = { cascadeDelete: true };

/** Some of the hundred lookups that the describe of Account lists in a real org. */
const ACCOUNT = parseChildren(
  {
    name: 'Account',
    childRelationships: [
      child('Account', 'ParentId'),
      child('AccountChangeEvent', 'ParentId', cascade),
      child('AccountCleanInfo', 'AccountId', cascade),
      child('AccountContactRole', 'AccountId', cascade),
      child('AccountFeed', 'ParentId', cascade),
      child('AccountHistory', 'AccountId', cascade),
      child('AccountShare', 'AccountId', cascade),
      child('ActivityHistory', 'AccountId', cascade),
      child('Asset', 'AccountId', cascade),
      child('Attachment', 'ParentId', cascade),
      child('Case', 'AccountId'),
      child('Contact', 'AccountId', cascade),
      child('ContentDocumentLink', 'LinkedEntityId', cascade),
      child('Contract', 'AccountId'),
      child('EntitySubscription', 'ParentId', cascade),
      child('Lead', 'ConvertedAccountId'),
      child('Old__c', 'Account__c', { ...cascade, deprecatedAndHidden: true }),
      child('Opportunity', 'AccountId', cascade),
      child('ProcessInstance', 'TargetObjectId', cascade),
      child('Stay__c', 'Account__c', { restrictedDelete: true }),
      child('Task', 'AccountId'),
      child('Task', 'WhatId', cascade),
      child('TopicAssignment', 'EntityId', cascade),
      child('Trip_History__c', 'Account__c', cascade),
      child('Trip__History', 'ParentId', cascade),
      child('Trip__c', 'Account__c', cascade),
      child('Vetted', 'AccountId', cascade),
      child('Visit__c', 'Account__c'),
      child(null, null, cascade),
    ],
  },
  'sf org display',
);

const listed = (...names: string[]) =>
  new Map(
    names.map((name) => [
      name,
      { keptAs: name === 'Vetted' ? 'Share' : undefined, queryable: name !== 'OpenActivity' },
    ]),
  );
const EVERY = listed(
  ...['Account', 'Asset', 'Attachment', 'Case', 'Contact', 'ContentDocumentLink', 'Contract', 'Event'],
  ...['Note', 'Opportunity', 'Order', 'Task', 'Vetted', 'OpportunityContactRole', 'CaseComment'],
);
const names = (parent: string, children = ACCOUNT, objects = EVERY) =>
  hangingOn(parent, children, objects)
    .map(({ child: name, field, blocks }) => `${name}.${field}${blocks ? ' blocks' : ''}`)
    .sort();

describe('what a delete takes along, or is kept by', () => {
  it('is what the describe says and what Salesforce does beside it, without what the platform keeps itself', () => {
    expect(names('Account')).toEqual([
      'AccountContactRole.AccountId',
      'Asset.AccountId',
      'Attachment.ParentId',
      'Case.AccountId blocks',
      'Contact.AccountId',
      'ContentDocumentLink.LinkedEntityId',
      'Contract.AccountId',
      'Opportunity.AccountId blocks',
      'Order.AccountId',
      'Stay__c.Account__c blocks',
      'Task.WhatId',
      'Trip_History__c.Account__c',
      'Trip__c.Account__c',
    ]);
  });

  it('is known of the standard objects where a describe says nothing', () => {
    expect(names('Contact', [])).toEqual([
      'Attachment.ParentId',
      'Case.ContactId blocks',
      'ContentDocumentLink.LinkedEntityId',
      'Event.WhatId',
      'Event.WhoId',
      'Note.ParentId',
      'OpportunityContactRole.ContactId',
      'Task.WhatId',
      'Task.WhoId',
    ]);
    expect(names('Case', [], listed('CaseComment'))).toEqual(['CaseComment.ParentId']);
  });

  it('leaves what only loses its lookup, which is told apart', () => {
    const losing = losingLookups('Account', ACCOUNT, EVERY).map(
      ({ child: name, field }) => `${name}.${field}`,
    );
    expect(losing.sort()).toEqual(['Account.ParentId', 'Task.AccountId']);
  });

  it('is nothing of objects that the org does not have', () => {
    expect(names('Account', [], listed('Account'))).toEqual([]);
  });

  it.each([{}, { childRelationships: null }, { childRelationships: [] }])('is nothing in %j', (answer) => {
    expect(parseChildren(answer, 'sf org display')).toEqual([]);
  });
});

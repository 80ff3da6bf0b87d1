import { expect, test } from 'vitest';
import { catalogOf } from '../../src/catalog/overlay.ts';
import type { Match } from '../../src/catalog/types.ts';

test.for<[sobject: string, stated: Match | undefined, found: Match]>([
  ['PricebookEntry', undefined, { by: 'parents', fields: ['Product2Id', 'Pricebook2Id'] }],
  ['PricebookEntry', { by: 'external_id' }, { by: 'external_id' }],
  ['Product2', undefined, { by: 'external_id' }],
  ['constructor', undefined, { by: 'external_id' }],
  ['CaseComment', undefined, { by: 'content', parent: 'ParentId', fields: ['CommentBody', 'IsPublished'] }],
])('records of %s, of which a configuration says %j, are found %j', ([sobject, stated, found]) => {
  const own = stated ? { match: stated, fields: {} } : { fields: {} };
  expect(catalogOf({ [sobject]: own } as Parameters<typeof catalogOf>[0])[sobject]!.match).toMatchObject(
    found,
  );
});

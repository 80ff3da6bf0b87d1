import { expect, test } from 'vitest';
import { namesakes, withoutNamespace } from '../../src/org/namespace.ts';

test.for<[string, string | undefined]>([
  ['acme__Log__c', 'Log__c'],
  ['acme_2__Log_Entry__c', 'Log_Entry__c'],
  ['Log__c', undefined],
  ['Log_Entry__c', undefined],
  ['Name', undefined],
  ['Where__Latitude__s', undefined],
])('%s without its namespace is %s', ([name, plain]) => expect(withoutNamespace(name)).toBe(plain));

test('the namesakes of an object have a namespace in front', () =>
  expect(namesakes('log__c', ['acme__Log__c', 'Log__c', 'other__Log__c', 'acme__Logs__c'])).toEqual([
    'acme__Log__c',
    'other__Log__c',
  ]));

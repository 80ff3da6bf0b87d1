import { describe, expect, it } from 'vitest';
import { isLockError, parseRowError } from '../../src/load/loaders/row-error.ts';
import { explain } from '../../src/load/report/explain.ts';

describe('an error of a row, as Salesforce writes it', () => {
  it.each([
    [
      'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --',
      'REQUIRED_FIELD_MISSING',
      'Required fields are missing: [LastName]',
      ['LastName'],
    ],
    [
      'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record:--',
      'UNABLE_TO_LOCK_ROW',
      'unable to obtain exclusive access to this record:--',
      [],
    ],
    [
      'DUPLICATE_VALUE:Duplicate external id specified: K1:Key__c --',
      'DUPLICATE_VALUE',
      'Duplicate external id specified: K1',
      ['Key__c'],
    ],
    ['InvalidBatch : Field name not found : X', 'InvalidBatch', 'Field name not found : X', []],
    [
      'INVALID_FIELD:Foreign key external ID: x not found for field F in entity E:F --',
      'INVALID_FIELD',
      'Foreign key external ID: x not found for field F in entity E',
      ['F'],
    ],
    ['something happened', 'UNKNOWN', 'something happened', []],
  ])('%s', (cell, code, message, fields) => {
    expect(parseRowError(cell)).toEqual({ code, message, fields });
  });

  it.each([
    ['UNABLE_TO_LOCK_ROW', '', true],
    ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'a trigger failed: UNABLE_TO_LOCK_ROW', true],
    ['DUPLICATE_VALUE', 'duplicate value found', false],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'no', false],
  ])('%s "%s" passes by itself: %s', (code, message, passes) => {
    expect(isLockError(code, message)).toBe(passes);
  });
});

describe('the likely cause', () => {
  it.each([
    ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', 'leaves blank'],
    ['MISSING_ARGUMENT', 'Name not specified', 'leaves blank'],
    ['STRING_TOO_LONG', 'Name: data value too large', 'longer'],
    [
      'INVALID_FIELD',
      'Foreign key external ID: x not found for field F in entity E',
      'no parent with that External ID',
    ],
    [
      'INVALID_FIELD',
      "Failed to deserialize field at col 4. Due to, '6/15/19' is not a valid value for the type xsd:date",
      'type',
    ],
    ['INVALID_FIELD', 'No such column', 'no such field'],
    ['DUPLICATES_DETECTED', 'Use one of these records?', 'duplicate rule'],
    ['DUPLICATE_VALUE', 'duplicate value found', 'unique'],
    ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value', 'restricted'],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Phone is needed', 'validation rule'],
    ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'AccountTrigger: execution', 'trigger or flow'],
    ['FIELD_INTEGRITY_EXCEPTION', 'There is a problem with this state', "doesn't fit"],
    ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access', "don't have access"],
    ['UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access', 'Another process'],
    ['STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded', 'storage'],
    ['ENTITY_IS_DELETED', 'entity is deleted', 'deleted meanwhile'],
    ['DELETE_FAILED', 'Your attempt to delete could not be completed', 'block the delete'],
    ['JobAborted', 'The job 750x was aborted.', 'aborted'],
    ['InvalidBatch', 'Field name not found : X', 'no such field'],
    ['ClientInputError', 'LineEnding is invalid on user data.', 'line endings'],
    ['INVALIDJOB', 'Field name provided does not match an External ID', "isn't an External ID"],
    ['NO_RESULT', '', 'without a result'],
    ['NEVER_SEEN_BEFORE', 'odd', "doesn't know"],
  ])('%s: %s', (code, message, words) => {
    const { cause, fix } = explain(code, message);
    expect(cause).toContain(words);
    expect(fix).toMatch(/\.$|\)$/);
  });
});

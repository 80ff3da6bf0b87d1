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

/** A code and message of an error, and words of the cause that is likely. */
const CAUSES: [code: string, message: string, words: string][] = [
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
  ['FIELD_FILTER_VALIDATION_EXCEPTION', 'Value does not exist or does not match filter criteria', 'filter'],
  ['INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: Fax', 'edit access'],
  ['LIMIT_EXCEEDED', 'storage limit exceeded', 'data storage'],
  ['LIMIT_EXCEEDED', ' Storage used up', 'data storage'],
  ['LIMIT_EXCEEDED', 'LIMIT_EXCEEDED: storage limit exceeded', 'data storage'],
  ['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 'limit of the org'],
  ['EXCEEDED_MAX_SIZE_REQUEST', 'too many', 'limit of the org'],
  ['LIMIT_EXCEEDED', 'too many jobs', 'limit of the org'],
  ['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'deleted meanwhile'],
  ['INVALID_SESSION_ID', 'Session expired or invalid', 'session ended'],
  ['invalid_session_id', 'This session is not valid', 'session ended'],
  ['MALFORMED_ID', 'bad id', 'an id of this org'],
  ['INVALID_ID_FIELD', 'bad id', 'an id of this org'],
  ['INACTIVE_OWNER_OR_USER', 'operation performed with inactive user', 'owner'],
  ['TRANSFER_REQUIRES_READ', 'The new owner must have read permission', 'owner'],
  ['INVALID_EMAIL_ADDRESS', 'Email: invalid email address: x', 'address'],
  ['NUMBER_OUTSIDE_VALID_RANGE', 'value outside of valid range', 'number'],
  ['INVALID_NUMBER', 'too large', 'number'],
  ['BAD_VALUE_FOR_RESTRICTED_PICKLIST', 'bad value', 'restricted'],
  ['CANNOT_EXECUTE_FLOW_TRIGGER', 'We cannot save this record', 'trigger or flow'],
  ['TooManyLockFailure', 'Too many lock failure', 'Another process'],
  ['JobFailed', 'The job failed', 'whole job failed'],
  ['InvalidBatch', 'The batch is malformed', 'whole job failed'],
  ['ClientInputError', 'The file is malformed', 'whole job failed'],
  ['STRING_TOO_LONG', 'STRING_TOO_LONG:Name: data value too large', 'longer'],
  [
    'STANDARD_PRICE_NOT_DEFINED',
    'Before creating a custom price, create a standard price.',
    'standard price book',
  ],
];

/** Messages that say more than their code. */
const BY_MESSAGE: [code: string, message: string, words: string][] = [
  [
    'FIELD_INTEGRITY_EXCEPTION',
    'This price definition already exists in this price book',
    'already has a price',
  ],
  [
    'FIELD_INTEGRITY_EXCEPTION',
    'field integrity exception: PricebookEntryId (pricebook entry is in a different pricebook than the one assigned to the opportunity)',
    'another price book',
  ],
  ['FIELD_INTEGRITY_EXCEPTION', 'Owner ID: id value of incorrect type: 00G', "doesn't refer to records"],
  [
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    'Account: bad field names on insert/update call: LastName',
    'a person account has no Name',
  ],
  [
    'INVALID_CROSS_REFERENCE_KEY',
    "Record Type ID: this ID value isn't valid for the user: 012",
    "record type isn't available",
  ],
  ['INVALID_OPERATION', 'Queue not associated with this SObject type', "queue can't own"],
];

describe('the likely cause', () => {
  it.each([...CAUSES, ...BY_MESSAGE, ['NEVER_SEEN_BEFORE', 'odd', "doesn't know"]])(
    '%s: %s',
    (code, message, words) => {
      const { cause, fix } = explain(code, message);
      expect(cause).toContain(words);
      expect(fix).toMatch(/\.$|\)$/);
    },
  );

  // Whole messages that are told by their words, whatever their code is.
  const BY_WORDS = /Foreign key|Field name not found|does not match an External|LineEnding|^MISSING_ARGUMENT/;
  const codes = [...new Set(CAUSES.map(([code]) => code))].filter((code) => !BY_WORDS.test(code));
  it.each(codes)('%s is told by its own code, whatever other one its message quotes', (code) => {
    const own = explain(code, 'rejected');
    for (const other of codes) expect(explain(code, `by a trigger: ${other}, …`)).toEqual(own);
  });
  it.each(codes)('%s in the message of an unknown code tells nothing', (code) => {
    expect(explain('NEVER_SEEN', `a trigger failed: ${code}, …`)).toEqual(explain('NEVER_SEEN', ''));
  });
});

/** What usually lies behind an error of Salesforce's, and what to do. */
export interface Explanation {
  cause: string;
  fix: string;
}

/** Longest match first: a code, or a code with the beginning of its message. Source: what real orgs answer to bulk jobs. */
const explanations: readonly (readonly [pattern: RegExp, explanation: Explanation])[] = [
  [
    /Foreign key external ID.*not found/i,
    {
      cause: 'The parent is not in the org under that External ID.',
      fix: 'Load the parent first: run the load without --only.',
    },
  ],
  [
    /^REQUIRED_FIELD_MISSING|MISSING_ARGUMENT/,
    {
      cause: 'The org requires a field that the data set leaves blank.',
      fix: 'Fill the field in the recipe, or make it optional in the org.',
    },
  ],
  [
    /^STRING_TOO_LONG/,
    {
      cause: 'The text is longer than the field is in this org.',
      fix: 'State the length under `objects:` in config.yml and generate again.',
    },
  ],
  [
    /^DUPLICATES_DETECTED/,
    {
      cause: 'A duplicate rule of the org takes the record for one that it already has.',
      fix: 'Deactivate the rule for the load (Setup, Duplicate Rules) or let it allow with an alert; bulk jobs cannot override it.',
    },
  ],
  [
    /^DUPLICATE_VALUE/,
    {
      cause: 'Another record already has this value in a unique field.',
      fix: 'Clean up the other data set, or load this one under another `key_prefix`.',
    },
  ],
  [
    /^(INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|BAD_VALUE_FOR_RESTRICTED_PICKLIST)/,
    {
      cause: 'The picklist is restricted and lacks this value.',
      fix: 'Map the value under `salesforce.picklists` in config.yml, or add it to the picklist.',
    },
  ],
  [
    /^FIELD_CUSTOM_VALIDATION_EXCEPTION/,
    {
      cause: 'A validation rule of the org refuses the record.',
      fix: 'Read the rule named in the message; fill what it wants, or deactivate it for the load.',
    },
  ],
  [
    /^(CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|CANNOT_EXECUTE_FLOW_TRIGGER)/,
    {
      cause: 'A trigger or flow of the org failed on the record.',
      fix: 'Read what it says; deactivate it for the load, or bypass it for the loading user.',
    },
  ],
  [
    /^FIELD_INTEGRITY_EXCEPTION/,
    {
      cause: 'A value does not fit another field of the record, for example a state that its country lacks.',
      fix: 'Correct the value in the recipe, or leave the field out.',
    },
  ],
  [
    /^FIELD_FILTER_VALIDATION_EXCEPTION/,
    {
      cause: 'A lookup filter of the org refuses the parent.',
      fix: 'Relax the filter, or choose another parent.',
    },
  ],
  [
    /^INSUFFICIENT_ACCESS/,
    {
      cause: 'The user may not see or edit this record or its parent.',
      fix: 'Load as a user with access to the object and to records of others.',
    },
  ],
  [
    /^INVALID_FIELD_FOR_INSERT_UPDATE/,
    {
      cause: 'The user may not write one of the fields.',
      fix: 'Grant edit access to the field named in the message.',
    },
  ],
  [
    /^INVALID_FIELD.*(Failed to deserialize|not a valid value)/,
    {
      cause: 'A value is not of the type that the field has in this org.',
      fix: 'Correct the value in the recipe.',
    },
  ],
  [
    /Field name not found|^INVALID_FIELD|No such column/,
    {
      cause: 'The org has no such field, or the user may not see it.',
      fix: 'Run `sfdc-datagen setup`, which deploys the field and grants access.',
    },
  ],
  [
    /does not match an External ID/i,
    {
      cause: 'The field is not an External ID in this org, or the user may not see it.',
      fix: 'Run `sfdc-datagen setup`.',
    },
  ],
  [
    /^(UNABLE_TO_LOCK_ROW|TooManyLockFailure)/,
    {
      cause: 'Another process held the record or its parent for all attempts.',
      fix: 'Load again with --resume when the org is quiet, or raise `salesforce.retry_attempts`.',
    },
  ],
  [
    /^(STORAGE_LIMIT_EXCEEDED|LIMIT_EXCEEDED: ?storage)/i,
    {
      cause: 'The org has no data storage left.',
      fix: 'Clean up an older data set, empty the recycle bin, or generate fewer accounts.',
    },
  ],
  [
    /^(REQUEST_LIMIT_EXCEEDED|EXCEEDED_MAX|LIMIT_EXCEEDED)/,
    {
      cause: 'A limit of the org is used up: calls of 24 hours, or calls at one time.',
      fix: 'Wait until some are free, then load with --resume.',
    },
  ],
  [
    /^(ENTITY_IS_DELETED|INVALID_CROSS_REFERENCE_KEY)/,
    { cause: 'A record that the row refers to was deleted meanwhile.', fix: 'Load again: it is put back.' },
  ],
  [
    /^DELETE_FAILED/,
    {
      cause: 'Other records hold on to this one: cases, or a won opportunity.',
      fix: 'Delete those first, or give --take-foreign where they are not of this data set.',
    },
  ],
  [
    /LineEnding is invalid/,
    {
      cause: 'The file has other line ends than the job says.',
      fix: 'Export again; if an editor changed the file, check its line ends.',
    },
  ],
  [
    /^(INVALID_SESSION_ID|Session expired)/i,
    { cause: 'The session ended.', fix: 'Log in again with `sf org login web`, then load with --resume.' },
  ],
  [
    /^(MALFORMED_ID|INVALID_ID_FIELD)/,
    { cause: 'A cell holds no id of this org.', fix: 'Correct the reference.' },
  ],
  [
    /^(INACTIVE_OWNER_OR_USER|TRANSFER_REQUIRES_READ)/,
    { cause: 'The owner cannot own this record.', fix: 'Load as an active user with access to the object.' },
  ],
  [/^INVALID_EMAIL_ADDRESS/, { cause: 'The org refuses the address.', fix: 'Correct it in the recipe.' }],
  [
    /^(NUMBER_OUTSIDE_VALID_RANGE|INVALID_NUMBER)/,
    { cause: 'The number is larger than the field takes in this org.', fix: 'Lower it in the recipe.' },
  ],
  [
    /^JobAborted/,
    {
      cause: 'The job was aborted, by a person or by the org, before it had taken all rows.',
      fix: 'Load with --resume: what is missing is sent again.',
    },
  ],
  [
    /^(JobFailed|InvalidBatch|ClientInputError)/,
    {
      cause: 'The whole job failed before its rows were looked at.',
      fix: 'Mend what the message names and use --resume.',
    },
  ],
  [
    /^NO_RESULT/,
    {
      cause: 'The job ended without a word about this row.',
      fix: 'Load with --resume: the row is sent again if the org does not hold it.',
    },
  ],
];

/** The likely cause of a failed row and its fix, from Salesforce's code and words. */
export function explain(code: string, message: string): Explanation {
  const text = message.startsWith(code) ? message : `${code}:${message}`;
  const found = explanations.find(([pattern]) => pattern.test(text));
  return (
    found?.[1] ?? {
      cause: 'The org refused the row for a reason of its own.',
      fix: "Look the code up in Salesforce's SOAP API Developer Guide, Core Data Types, StatusCode.",
    }
  );
}

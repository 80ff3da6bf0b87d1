/** The usual cause of an error from Salesforce, and what to do. */
export interface Explanation {
  cause: string;
  fix: string;
}

/** Longest match first: a code, or a code with the beginning of its message. Source: what real orgs answer to bulk jobs. */
const explanations: readonly (readonly [pattern: RegExp, cause: string, fix: string])[] = [
  [
    /Foreign key external ID.*not found/i,
    'The org has no parent with that External ID.',
    'Load the parent first: run the load without `--only`.',
  ],
  [
    /^REQUIRED_FIELD_MISSING|MISSING_ARGUMENT/,
    'The org requires a field that the dataset leaves blank.',
    'Fill the field in the recipe, or make it optional in the org.',
  ],
  [
    /^STRING_TOO_LONG/,
    'The text is longer than the field in this org.',
    'Set the length under `objects:` in config.yml and generate again.',
  ],
  [
    /^DUPLICATES_DETECTED/,
    'A duplicate rule of the org considers the record a duplicate of an existing one.',
    'Deactivate the rule for the load (Setup, Duplicate Rules), or let it allow with an alert and load with `--via api --allow-duplicates`.',
  ],
  [
    /^DUPLICATE_VALUE/,
    'Another record already has this value in a unique field.',
    'Clean up the other dataset, or load this one with another `key_prefix`.',
  ],
  [
    /^(INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|BAD_VALUE_FOR_RESTRICTED_PICKLIST)/,
    "The picklist is restricted and doesn't have this value.",
    'Map the value under `salesforce.picklists` in config.yml, or add it to the picklist.',
  ],
  [
    /^FIELD_CUSTOM_VALIDATION_EXCEPTION/,
    'A validation rule of the org rejects the record.',
    'Read the message of the rule; meet its condition, or deactivate it for the load.',
  ],
  [
    /^(CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|CANNOT_EXECUTE_FLOW_TRIGGER)/,
    'A trigger or flow of the org failed on the record.',
    'Read its message; deactivate it for the load, or bypass it for the loading user.',
  ],
  [
    /^STANDARD_PRICE_NOT_DEFINED/,
    'The product has no price in the standard price book yet.',
    'Give it one in an earlier row: `Pricebook2Id: Standard Price Book`.',
  ],
  [
    /^FIELD_INTEGRITY_EXCEPTION.*price definition already exists/,
    'The product already has a price in this price book.',
    'Leave the price out, or choose another price book.',
  ],
  [
    /^FIELD_INTEGRITY_EXCEPTION.*PricebookEntryId/,
    'The line item has no price, or one of another price book or currency than its opportunity.',
    "Choose a price of the opportunity's price book and currency.",
  ],
  [
    /^FIELD_INTEGRITY_EXCEPTION.*id value of incorrect type/,
    "The field doesn't refer to records of this object.",
    'Correct the reference.',
  ],
  [
    /^FIELD_INTEGRITY_EXCEPTION/,
    "A value doesn't fit another field of the record, such as a state that its country doesn't have.",
    'Correct the value in the recipe, or leave the field out.',
  ],
  [
    /^FIELD_FILTER_VALIDATION_EXCEPTION/,
    'A lookup filter of the org rejects the parent.',
    'Relax the filter, or choose another parent.',
  ],
  [
    /^INSUFFICIENT_ACCESS/,
    "You don't have access to this record or its parent.",
    'Load as a user with access to the object and to records of other users.',
  ],
  [
    /^INVALID_FIELD_FOR_INSERT_UPDATE.*bad field names/,
    "Records of this kind don't have one of the fields: a person account has no Name, and a business account no LastName.",
    "Leave the field named in the message out of the row, or change the row's record type.",
  ],
  [
    /^INVALID_FIELD_FOR_INSERT_UPDATE/,
    "You don't have edit access to one of the fields.",
    'Grant edit access to the field named in the message.',
  ],
  [
    /^INVALID_FIELD.*(Failed to deserialize|not a valid value)/,
    "A value doesn't have the type of the field in this org.",
    'Correct the value in the recipe.',
  ],
  [
    /Field name not found|^INVALID_FIELD|No such column/,
    "The org has no such field, or you don't have access to it.",
    'Run `sfdc-datagen setup`, which deploys the field and grants access.',
  ],
  [
    /does not match an External ID/i,
    "The field isn't an External ID field in this org, or you don't have access to it.",
    'Run `sfdc-datagen setup`.',
  ],
  [
    /^(UNABLE_TO_LOCK_ROW|TooManyLockFailure)/,
    'Another process kept the record or its parent locked during all attempts.',
    'Use `--resume` when the org is less busy, or raise `salesforce.retry_attempts`.',
  ],
  [
    /^(STORAGE_LIMIT_EXCEEDED|LIMIT_EXCEEDED: ?storage)/i,
    'The org has no data storage left.',
    'Clean up an older dataset, empty the recycle bin, or generate fewer accounts.',
  ],
  [
    /^(REQUEST_LIMIT_EXCEEDED|EXCEEDED_MAX|LIMIT_EXCEEDED)/,
    'A limit of the org is used up: calls per 24 hours, or calls at the same time.',
    'Wait until more are available, then use `--resume`.',
  ],
  [
    /^INVALID_CROSS_REFERENCE_KEY.*Record Type/,
    "The record type isn't available to you.",
    'Assign it to your profile or to a permission set of yours.',
  ],
  [
    /^INVALID_OPERATION.*[Qq]ueue/,
    "The queue can't own records of this object.",
    'Add the object to the supported objects of the queue.',
  ],
  [
    /^(ENTITY_IS_DELETED|INVALID_CROSS_REFERENCE_KEY)/,
    'A record that the row refers to was deleted meanwhile.',
    'Load again to restore it.',
  ],
  [
    /^DELETE_FAILED/,
    'Other records block the delete, such as cases or a won opportunity.',
    "Delete those first, or use `--take-foreign` if they aren't part of the dataset.",
  ],
  [
    /LineEnding is invalid/,
    'The line endings of the file differ from those of the job.',
    'Export again; if an editor changed the file, check its line endings.',
  ],
  [/^(INVALID_SESSION_ID|Session expired)/i, 'The session ended.', 'Log in again, then use `--resume`.'],
  [/^(MALFORMED_ID|INVALID_ID_FIELD)/, "A cell isn't an id of this org.", 'Correct the reference.'],
  [
    /^(INACTIVE_OWNER_OR_USER|TRANSFER_REQUIRES_READ)/,
    "The owner can't own this record.",
    'Load as an active user with access to the object.',
  ],
  [/^INVALID_EMAIL_ADDRESS/, 'The org rejects the address.', 'Correct it in the recipe.'],
  [
    /^(NUMBER_OUTSIDE_VALID_RANGE|INVALID_NUMBER)/,
    'The number is larger than the field allows in this org.',
    'Lower it in the recipe.',
  ],
  [
    /^JobAborted/,
    'A person or the org aborted the job before it had processed all rows.',
    'Use `--resume` to send what is missing.',
  ],
  [
    /^(JobFailed|InvalidBatch|ClientInputError)/,
    'The whole job failed before its rows were processed.',
    'Fix the reported problem, then use `--resume`.',
  ],
  [
    /^NO_RESULT/,
    'The job ended without a result for this row.',
    "Use `--resume`: the row is sent again if the org doesn't have it.",
  ],
];

const UNKNOWN = [
  undefined,
  "The org rejected the row for a reason that this tool doesn't know.",
  "Look the code up in Salesforce's SOAP API Developer Guide, Core Data Types, StatusCode.",
] as const;

/** The likely cause of a failed row and its fix, from Salesforce's code and words. */
export function explain(code: string, message: string): Explanation {
  const text = message.startsWith(code) ? message : `${code}:${message}`;
  const [, cause, fix] = explanations.find(([pattern]) => pattern.test(text)) ?? UNKNOWN;
  return { cause, fix };
}

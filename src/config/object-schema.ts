import { z } from 'zod';

const name = z.string().min(1);
const names = z.array(name).min(1);
const length = z.int().min(1).max(131_072).describe('Maximum length in characters.');
const decimal = {
  precision: z.int().min(1).max(18).describe('Total number of digits.'),
  scale: z.int().min(0).max(17).describe('Number of decimal places.'),
};
const flag = z.literal(true).exactOptional();
const shared = {
  required: flag.describe('The org refuses a record without a value.'),
  createOnly: flag.describe('The field can be set on create only.'),
  computed: flag.describe('The org computes the field; it is never sent.'),
};
const type = 'Type of the field.';

/**
 * A field of an object: the type of its values, and what an org does with them. Lengths are in characters, or in
 * UTF-8 bytes if `bytes` is set. A second upsert fails on `createOnly` fields; `computed` fields are never sent to an
 * org.
 */
export const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['string', 'textarea', 'email', 'phone', 'url', 'encryptedstring']).describe(type),
    length,
    bytes: flag.describe('The length is in UTF-8 bytes instead of characters.'),
    ...shared,
  }),
  z.strictObject({
    type: z.enum(['picklist', 'multipicklist', 'combobox']).describe(type),
    values: z.array(name).describe('Values of the picklist.'),
    restricted: flag.describe('The org refuses other values.'),
    ...shared,
  }),
  z.strictObject({ type: z.enum(['boolean', 'int', 'date', 'datetime', 'time']).describe(type), ...shared }),
  z.strictObject({ type: z.enum(['double', 'currency', 'percent']).describe(type), ...decimal, ...shared }),
  z.strictObject({
    type: z.literal('reference').describe(type),
    to: names.describe('Objects that the field can refer to.'),
    relationship: name.describe('Relationship name, such as Account for AccountId.'),
    polymorphic: flag.describe("Headers must name the parent's type, as for WhoId and WhatId."),
    ...shared,
  }),
]);

/** How a load finds a record again: by its External ID, by the pair of its parents, or by its parent and content. */
export const matchSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('external_id').describe('By the External ID field.') }),
  z.strictObject({
    by: z.literal('parents').describe('By the parents of the record.'),
    fields: names.describe('References to the parents.'),
  }),
  z.strictObject({
    by: z.literal('content').describe('By the content of the record, within its parent.'),
    parent: name.describe('Reference to the parent.'),
    fields: names.describe('Fields to compare.'),
  }),
]);

/** A custom object, or fields that an org has in addition to the catalog's. */
export const overlaySchema = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*$/, 'must be a letter followed by letters and digits.')
    .exactOptional()
    .describe('Code of the object in record keys, such as A for Account.'),
  match: z
    .union([name, names, matchSchema])
    .exactOptional()
    .describe(
      'How a load finds a record again (default: by the External ID field). A field, or a list of fields, also takes over a record without a record key that has the values of a row.',
    ),
  customFieldsOn: name
    .exactOptional()
    .describe('Object that defines the External ID field, if it is another one.'),
  fields: z.record(name, fieldSchema).default({}).describe('Fields by API name.'),
});

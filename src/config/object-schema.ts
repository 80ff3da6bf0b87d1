import { z } from 'zod';

const name = z.string().min(1);
const names = z.array(name).min(1);
const length = z.int().min(1).max(131_072);
const decimal = { precision: z.int().min(1).max(18), scale: z.int().min(0).max(17) };
const flag = z.literal(true).exactOptional();
const shared = { required: flag, createOnly: flag, computed: flag };

/**
 * A field of an object: the type of its values, and what an org does with them. Lengths are in characters, or in
 * UTF-8 bytes if `bytes` is set. A second upsert fails on `createOnly` fields; `computed` fields are never sent to an
 * org.
 */
export const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['string', 'textarea', 'email', 'phone', 'url']),
    length,
    bytes: flag,
    ...shared,
  }),
  z.strictObject({ type: z.literal('picklist'), values: z.array(name), restricted: flag, ...shared }),
  z.strictObject({ type: z.enum(['boolean', 'int', 'date', 'datetime']), ...shared }),
  z.strictObject({ type: z.enum(['double', 'currency', 'percent']), ...decimal, ...shared }),
  z.strictObject({
    type: z.literal('reference'),
    to: names,
    relationship: name,
    polymorphic: flag,
    ...shared,
  }),
]);

/** How a load finds a record again: by its External ID, by the pair of its parents, or by its parent and content. */
export const matchSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('external_id') }),
  z.strictObject({ by: z.literal('parents'), fields: names }),
  z.strictObject({ by: z.literal('content'), parent: name, fields: names }),
]);

/** A custom object, or fields that an org has in addition to the catalog's. */
export const overlaySchema = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*$/, 'must be a letter followed by letters and digits.')
    .exactOptional(),
  match: matchSchema.exactOptional(),
  customFieldsOn: name.exactOptional(),
  fields: z.record(name, fieldSchema),
});

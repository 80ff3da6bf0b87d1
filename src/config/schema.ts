import { z } from 'zod';

const name = z.string().min(1);
const weight = z.number().min(0).max(1e9);
const weights = z.record(name, weight).refine((shares) => Object.values(shares).some((share) => share > 0), {
  error: 'At least one weight must be above 0.',
});
const average = z.number().min(0).max(1_000);
const count = z.int().min(0).max(10_000_000);

const length = z.int().min(1).max(131_072);
const flag = z.literal(true).optional();
const shared = { required: flag, createOnly: flag, computed: flag };
const decimal = { precision: z.int().min(1).max(18), scale: z.int().min(0).max(17) };
const names = z.array(name).min(1);

/** A field as an overlay states it: the same form as in the catalog. */
const field = z.discriminatedUnion('type', [
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

const match = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('external_id') }),
  z.strictObject({ by: z.literal('parents'), fields: names }),
  z.strictObject({ by: z.literal('content'), parent: name, fields: names }),
]);

/** An object of the user's, or fields that an org has beyond the catalog's. */
const sobject = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*$/, 'A code is a letter with letters and digits behind it.')
    .optional(),
  match: match.optional(),
  customFieldsOn: name.optional(),
  fields: z.record(name, field),
});

const industries = z
  .array(z.strictObject({ name, weight: weight.optional(), template: name }))
  .min(1)
  .superRefine((listed, context) => {
    const seen = new Set<string>();
    for (const [i, { name }] of listed.entries()) {
      if (seen.has(name))
        context.addIssue({ code: 'custom', path: [i], message: `${name} is listed twice.` });
      seen.add(name);
    }
  });

export type SObjectOverlay = z.infer<typeof sobject>;

/** The whole configuration; every key is there once defaults are laid under it. */
export const configSchema = z.strictObject({
  /** Only in a file, where it is read before this check. */
  extends: z.never().optional(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  as_of: z.iso
    .date({ error: 'A day is wanted, such as 2026-11-02.', abort: true })
    .refine((day) => day >= '1700-01-01' && day <= '4000-12-31', {
      error: 'Salesforce knows days from 1700-01-01 to 4000-12-31.',
    }),
  dataset: z
    .string()
    .regex(/^(?!\.+$)[\w.-]+$/, 'A data set is named with letters, digits, "_", "-" and ".".')
    .optional(),
  key_prefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*_$/, 'A key prefix is letters and digits and ends with "_".'),
  recipe: name,
  generation: z.strictObject({
    accounts: count,
    contacts_per_account: average,
    opportunities_per_account: average,
    roles_per_opportunity: average,
    cases_per_account: average,
    comments_per_case: average,
    activities_per_account: average,
    tasks_per_account: average.optional(),
    events_per_account: average.optional(),
  }),
  industries,
  density: z
    .strictObject({ rich: weight, moderate: weight, sparse: weight })
    .refine(
      (shares) => shares.rich + shares.moderate + shares.sparse > 0,
      'At least one weight must be above 0.',
    ),
  case_priorities: z.record(name, weights),
  openai: z.strictObject({
    model: name,
    temperature: z.number().min(0).max(2).nullable(),
    batch_size: z.int().min(1).max(50),
    concurrency: z.int().min(1).max(64),
    requests_per_minute: z.int().min(1).nullable(),
    tokens_per_minute: z.int().min(1).nullable(),
  }),
  salesforce: z.strictObject({
    batch_size: z.int().min(1).max(200),
    retry_attempts: z.int().min(0).max(20),
    external_id_field: z.string().regex(/^[A-Za-z]\w*__c$/, 'A custom field ends with "__c".'),
    picklists: z.record(
      z.string().regex(/^\w+\.\w+$/, 'A picklist is named by its object and field, such as Case.Status.'),
      z.record(name, z.string()),
    ),
  }),
  objects: z.record(name, sobject),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

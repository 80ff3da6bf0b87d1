import { z } from 'zod';
import { overlaySchema } from './object-schema.ts';

const name = z.string().min(1);
const weight = z.number().min(0).max(1e9);
const weights = z.record(name, weight).refine((shares) => Object.values(shares).some((share) => share > 0), {
  error: 'At least one weight must be above 0.',
});
const average = z.number().min(0).max(1_000);
const count = z.int().min(0).max(10_000_000);
const perMinute = z.int().min(1).nullable().default(null);

const industries = z
  .array(z.strictObject({ name, weight: weight.optional(), template: name }))
  .min(1)
  .superRefine((listed, context) => {
    const seen = new Set<string>();
    for (const [i, { name }] of listed.entries()) {
      if (seen.has(name))
        context.addIssue({ code: 'custom', path: [i], message: `Duplicate industry ${name}.` });
      seen.add(name);
    }
  });

const shipped = ['insurance', 'financial_services', 'high_tech', 'field_service'];

/** The whole configuration, with the default of each setting. */
export const configSchema = z.strictObject({
  /** Only used in files, where it is resolved before this check. */
  extends: z.never().optional(),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(42),
  as_of: z.iso
    .date({ error: 'must be a date such as 2026-11-02.', abort: true })
    .refine((day) => day >= '1700-01-01' && day <= '4000-12-31', {
      error: 'must be from 1700-01-01 to 4000-12-31, the dates that Salesforce stores.',
    })
    .default('2026-11-02'),
  dataset: z
    .string()
    .regex(/^(?!\.+$)[\w.-]+$/, 'must be letters, digits, "_", "-", and ".".')
    .optional(),
  key_prefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*_$/, 'must be letters and digits, and end with "_".')
    .default('TESTDATA_'),
  recipe: name.default('recipes/full_org.recipe.yml'),
  generation: z
    .strictObject({
      accounts: count.default(100),
      contacts_per_account: average.default(4),
      opportunities_per_account: average.default(2.5),
      roles_per_opportunity: average.default(2),
      cases_per_account: average.default(2),
      comments_per_case: average.default(2),
      activities_per_account: average.default(5.5),
      tasks_per_account: average.optional(),
      events_per_account: average.optional(),
    })
    .prefault({}),
  industries: industries.default(
    shipped.map((name) => ({ name, weight: 25, template: `templates/industries/${name}.yml` })),
  ),
  density: z
    .strictObject({ rich: weight, moderate: weight, sparse: weight })
    .refine(
      (shares) => shares.rich + shares.moderate + shares.sparse > 0,
      'At least one weight must be above 0.',
    )
    .default({ rich: 25, moderate: 50, sparse: 25 }),
  case_priorities: z.record(name, weights).default({
    New: { Low: 30, Medium: 45, High: 25 },
    Working: { Low: 20, Medium: 45, High: 35 },
    Escalated: { Low: 10, Medium: 15, High: 75 },
    'On Hold': { Low: 30, Medium: 45, High: 25 },
    Closed: { Low: 30, Medium: 45, High: 25 },
  }),
  openai: z
    .strictObject({
      model: name.default('gpt-4o'),
      temperature: z.number().min(0).max(2).nullable().default(0.7),
      batch_size: z.int().min(1).max(50).default(10),
      concurrency: z.int().min(1).max(64).default(4),
      requests_per_minute: perMinute,
      tokens_per_minute: perMinute,
    })
    .prefault({}),
  salesforce: z
    .strictObject({
      batch_size: z.int().min(1).max(200).default(200),
      retry_attempts: z.int().min(0).max(20).default(3),
      external_id_field: z
        .string()
        .regex(/^[A-Za-z]\w*__c$/, 'must end with "__c", as custom fields do.')
        .default('Datagen_Key__c'),
      picklists: z
        .record(
          z.string().regex(/^\w+\.\w+$/, 'Name a picklist by its object and field, such as Case.Status.'),
          z.record(name, z.string()),
        )
        .default({ 'Case.Status': { 'On Hold': 'Working' }, 'Account.Type': {} }),
    })
    .prefault({}),
  objects: z.record(name, overlaySchema).default({}),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** The settings that apply if no flag, environment variable, or configuration file sets them. */
export const defaults: Config = configSchema.parse({});

import { z } from 'zod';
import { overlaySchema } from './object-schema.ts';

const name = z.string().min(1);
const weight = z.number().min(0).max(1e9);
/** A map of weights, of which one must be above 0; a map with other problems has only these. */
function someAbove0<Weights extends z.ZodType<Record<string, number>>>(schema: Weights): Weights {
  return schema.refine((shares) => Object.values(shares).some((share) => share > 0), {
    error: 'At least one weight must be above 0.',
    when: ({ issues }) => issues.length === 0,
  });
}

const weights = someAbove0(z.record(name, weight));
const average = z.number().min(0).max(1_000);
const count = z.int().min(0).max(10_000_000);
const perMinute = z.int().min(1).nullable().default(null);

const industries = z
  .array(
    z.strictObject({
      name: name.describe('Name of the industry.'),
      weight: weight
        .optional()
        .describe('Its share of the accounts, relative to the others (default: from the template).'),
      template: name.describe('Its template, a YAML file.'),
    }),
  )
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

/** The whole configuration: the default of each setting, and its description for editors. */
export const configSchema = z.strictObject({
  /** Only used in files, where it is resolved before this check. */
  extends: z.never().optional(),
  seed: z
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .default(42)
    .describe('The same seed produces identical files on every machine.'),
  as_of: z.iso
    .date({ error: 'must be a date such as 2026-11-02.', abort: true })
    .refine((day) => day >= '1700-01-01' && day <= '4000-12-31', {
      error: 'must be from 1700-01-01 to 4000-12-31, the dates that Salesforce stores.',
    })
    .default('2026-11-02')
    .describe('Base date for all generated dates.'),
  dataset: z
    .string()
    .regex(/^(?!\.+$)[\w.-]+$/, 'must be letters, digits, "_", "-", and ".".')
    .optional()
    .describe('Name of the dataset and its folder in output/ (default: from recipe and seed).'),
  key_prefix: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*_$/, 'must be letters and digits, and end with "_".')
    .default('TESTDATA_')
    .describe('Beginning of all record keys, before the recipe and the seed.'),
  recipe: name
    .default('recipes/full_org.recipe.yml')
    .describe('Recipe file, or the name of a recipe in recipes/.'),
  generation: z
    .strictObject({
      accounts: count.default(100).describe('Number of accounts.'),
      contacts_per_account: average.default(4).describe('Average number of contacts per account.'),
      opportunities_per_account: average
        .default(2.5)
        .describe('Average number of opportunities per account.'),
      roles_per_opportunity: average.default(2).describe('Average number of contact roles per opportunity.'),
      cases_per_account: average.default(2).describe('Average number of cases per account.'),
      comments_per_case: average.default(2).describe('Average number of comments per case.'),
      activities_per_account: average
        .default(5.5)
        .describe('Average number of tasks and events per account.'),
      tasks_per_account: average
        .optional()
        .describe('Average number of tasks per account, instead of a part of the activities.'),
      events_per_account: average
        .optional()
        .describe('Average number of events per account, instead of a part of the activities.'),
    })
    .prefault({})
    .describe('How many records the default recipe makes; other recipes can use these numbers, too.'),
  industries: industries
    .default(shipped.map((name) => ({ name, weight: 25, template: `templates/industries/${name}.yml` })))
    .describe('Industries of the accounts: names of shipped ones, or templates of your own.'),
  density: someAbove0(
    z.strictObject({
      rich: weight.describe('Weight of accounts whose records have most fields filled.'),
      moderate: weight.describe('Weight of accounts whose records have some fields filled.'),
      sparse: weight.describe('Weight of accounts whose records have few fields filled.'),
    }),
  )
    .default({ rich: 25, moderate: 50, sparse: 25 })
    .describe('Shares of the density tiers: how full the records of an account are.'),
  case_priorities: z
    .record(name, weights)
    .default({
      New: { Low: 30, Medium: 45, High: 25 },
      Working: { Low: 20, Medium: 45, High: 35 },
      Escalated: { Low: 10, Medium: 15, High: 75 },
      'On Hold': { Low: 30, Medium: 45, High: 25 },
      Closed: { Low: 30, Medium: 45, High: 25 },
    })
    .describe('Shares of the priorities of cases, by status.'),
  openai: z
    .strictObject({
      model: name.default('gpt-4o').describe('Model or Azure deployment.'),
      temperature: z
        .number()
        .min(0)
        .max(2)
        .nullable()
        .default(0.7)
        .describe('Sampling temperature; null leaves it to the model.'),
      batch_size: z.int().min(1).max(50).default(10).describe('Records per call.'),
      concurrency: z.int().min(1).max(64).default(4).describe('Concurrent calls.'),
      requests_per_minute: perMinute.describe('Limit of calls per minute; null for none.'),
      tokens_per_minute: perMinute.describe('Limit of tokens per minute; null for none.'),
    })
    .prefault({})
    .describe('Settings of `enrich` for OpenAI, Azure, and compatible servers.'),
  salesforce: z
    .strictObject({
      batch_size: z.int().min(1).max(200).default(200).describe('Records per REST call.'),
      bulk_above: z
        .int()
        .min(0)
        .default(2_000)
        .describe('With `--via api`, more rows than this are sent as a bulk job instead of by REST calls.'),
      retry_attempts: z
        .int()
        .min(0)
        .max(20)
        .default(3)
        .describe('Retries after locked rows and broken connections.'),
      external_id_field: z
        .string()
        .regex(/^[A-Za-z]\w*__c$/, 'must end with "__c", as custom fields do.')
        .default('Datagen_Key__c')
        .describe('API name of the External ID field that has the record key.'),
      picklists: z
        .record(
          z.string().regex(/^\w+\.\w+$/, 'Name a picklist by its object and field, such as Case.Status.'),
          z.record(name, z.string()),
        )
        .default({ 'Case.Status': { 'On Hold': 'Working' }, 'Account.Type': {} })
        .describe('Values to send instead if the picklist of an org lacks a value, by object and field.'),
    })
    .prefault({})
    .describe('Settings of `export`, `load`, and `cleanup`.'),
  objects: z
    .record(name, overlaySchema)
    .default({})
    .describe('Custom objects and fields; `sfdc-datagen catalog import` prints them.'),
});

export type Config = Readonly<z.infer<typeof configSchema>>;

/** The settings that apply if no flag, environment variable, or configuration file sets them. */
export const defaults: Config = configSchema.parse({});

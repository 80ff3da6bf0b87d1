import { z } from 'zod';
import { standardCatalog } from '../catalog/standard.ts';
import { checkAgainst } from '../config/issues.ts';
import { fieldSchema, overlaySchema } from '../config/object-schema.ts';
import { readYaml, type YamlFile } from '../config/yaml.ts';
import { type Problem, UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { fromObjects } from './from-config.ts';
import type { OrgOptions } from './options.ts';
import { placeFields } from './place-fields.ts';
import { builtIn } from './schema/build.ts';
import type { FieldChange } from './schema/corrections.ts';
import { orgField } from './schema/fields.ts';

const name = z.string().min(1);
const names = z.array(name).min(1);
const path = z.string().regex(/^\w+\.\w+$/, 'must be an object and a field, such as Account.Rating.');
const left = z.int().min(0);

/** What people say of a practice org that isn't like a new one. */
export const descriptionSchema = z.strictObject({
  record_types: z.record(name, names).default({}).describe('DeveloperNames of record types, by object.'),
  unavailable_record_types: z
    .array(z.string().regex(/^\w+\.\w+$/, 'must be an object and a record type, such as Account.Partner.'))
    .default([])
    .describe("Record types that your user can't use, such as Account.Partner."),
  person_accounts: z.boolean().default(false).describe('True if accounts can be persons.'),
  queues: z
    .record(name, names)
    .default({})
    .describe('The objects that each queue may own, by DeveloperName.'),
  users: z
    .record(name, z.enum(['active', 'inactive']))
    .default({})
    .describe('More users by username, each active or inactive.'),
  currencies: names.optional().describe('Active currencies of an org with several, the default one first.'),
  countries: z
    .record(
      z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as DE.'),
      z.strictObject({
        name: name.describe('Name of the country.'),
        states: z.record(name, name).default({}).describe('Names of its states by code.'),
      }),
    )
    .default({})
    .describe('Countries of an org with picklists of states and countries, by code.'),
  objects: z
    .record(name, overlaySchema)
    .default({})
    .describe('Custom objects and fields, as in a configuration; with a namespace, such as acme__Log__c.'),
  fields: z
    .record(path, z.union([z.literal('missing'), fieldSchema]))
    .default({})
    .describe('Fields that are other than in a new org, or missing, such as Task.Type.'),
  missing: names.optional().describe("Standard objects that the org doesn't have, such as Event."),
  fills: z
    .record(path, z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .describe('Values that a flow sets in blank fields of new records.'),
  duplicate_rules: z
    .array(z.enum(['Account', 'Contact']))
    .default([])
    .describe('Objects whose standard duplicate rule is active.'),
  unique_on_activity: z
    .boolean()
    .default(true)
    .describe("False if the External ID field of tasks and events can't be unique."),
  hard_delete: z.boolean().default(false).describe('True if your user may delete permanently.'),
  api_calls: left.optional().describe('API calls that are left today.'),
  bulk_batches: left.optional().describe('Bulk batches that are left today.'),
});

type Description = z.infer<typeof descriptionSchema>;

/** Reads the description of an org; all that is wrong with it is one UserError. */
export function fromDescription(file: string): Partial<OrgOptions> {
  const yaml = readYaml(file);
  const checked = checkAgainst(descriptionSchema, yaml.value, yaml);
  const problems = checked.ok ? unknownNames(checked.value, yaml) : checked.problems;
  if (!checked.ok || problems.length > 0) throw new UserError(problems);
  const said = checked.value;
  const own = fromObjects(said.objects);
  const fields: Record<string, FieldChange> = { ...own.fields };
  if (said.currencies) Object.assign(fields, currencyFields(said.currencies, Object.keys(own.objects)));
  Object.assign(fields, placeFields(said.countries));
  for (const [at, shape] of Object.entries(said.fields)) {
    const { name: _, ...described } = shape === 'missing' ? { name: '' } : orgField(at.split('.')[1]!, shape);
    fields[at] = shape === 'missing' ? shape : described;
  }
  return {
    ...{
      objects: own.objects,
      fields,
      fills: said.fills,
      queues: said.queues,
      recordTypes: said.record_types,
    },
    unavailableRecordTypes: said.unavailable_record_types,
    personAccounts: said.person_accounts || own.personAccounts,
    users: Object.fromEntries(Object.entries(said.users).map(([user, is]) => [user, is === 'active'])),
    missing: said.missing ?? [],
    duplicateRules: said.duplicate_rules,
    refuseUniqueOnActivity: !said.unique_on_activity,
    hardDelete: said.hard_delete,
    ...(said.api_calls === undefined ? {} : { apiCalls: said.api_calls }),
    ...(said.bulk_batches === undefined ? {} : { bulkBatches: said.bulk_batches }),
  };
}

/** The currency of each record that people make. */
function currencyFields(currencies: readonly string[], own: readonly string[]): Record<string, FieldChange> {
  const withoutOwner = ['OpportunityContactRole', 'CaseComment'];
  const standard = Object.keys(standardCatalog).filter((one) => !withoutOwner.includes(one));
  const objects = [...standard, 'Product2', 'PricebookEntry', ...own];
  const { name: _, ...field } = orgField('CurrencyIsoCode', {
    ...{ type: 'picklist', values: [...currencies], restricted: true },
  });
  const described = { ...field, defaultedOnCreate: true, default: currencies[0]! };
  return Object.fromEntries(
    objects.map((sobject) => [
      `${sobject}.CurrencyIsoCode`,
      // A price stays in its currency. Source: Object Reference, PricebookEntry.
      { ...described, updateable: sobject !== 'PricebookEntry' },
    ]),
  );
}

/** Objects and record types that are named and that the org doesn't have. */
function unknownNames(said: Description, yaml: YamlFile): Problem[] {
  const known = [...Object.keys(builtIn), ...Object.keys(said.objects)];
  const at = (key: string, ...sobjects: string[]) => sobjects.map((sobject) => ({ key, sobject }));
  const of = (key: string, paths: readonly string[]) => at(key, ...paths.map((one) => one.split('.')[0]!));
  const objects = [
    ...at('record_types', ...Object.keys(said.record_types)),
    ...at('queues', ...Object.values(said.queues).flat()),
    ...of('fields', Object.keys(said.fields)),
    ...of('fills', Object.keys(said.fills)),
  ].filter(({ sobject }) => !known.includes(sobject));
  // An org can do without these alone: others keep it going.
  const standard = Object.keys(standardCatalog);
  objects.push(
    ...at('missing', ...(said.missing ?? [])).filter(({ sobject }) => !standard.includes(sobject)),
  );
  const types = said.unavailable_record_types.filter((one) => {
    const [sobject = '', type = ''] = one.split('.');
    return !said.record_types[sobject]?.includes(type);
  });
  return [
    ...objects.map(({ key, sobject }) => {
      const hint = didYouMean(sobject, known) ?? 'Describe it under `objects:`.';
      return {
        message: `\`${key}\`: a practice org has no object ${sobject}.`,
        place: yaml.place([key]),
        hint,
      };
    }),
    ...types.map((type) => ({
      message: `\`unavailable_record_types\`: \`record_types\` has no ${type}.`,
      place: yaml.place(['unavailable_record_types']),
    })),
  ];
}

import { builtIn } from './schema/build.ts';
import type { FieldChange } from './schema/corrections.ts';
import { orgField } from './schema/fields.ts';

/** The countries of an org by code, each with the names of its states by code. */
type Countries = Readonly<Record<string, { name: string; states: Readonly<Record<string, string>> }>>;

/**
 * The fields with codes that an org with picklists of states and countries has beside those with names. Source: Salesforce
 * Help, "State and Country/Territory Picklists".
 */
export function placeFields(countries: Countries): Record<string, FieldChange> {
  if (Object.keys(countries).length === 0) return {};
  const codes = (labels: Readonly<Record<string, string>>): FieldChange => {
    const field = { type: 'picklist' as const, values: Object.keys(labels), restricted: true as const };
    const { name: _, label: __, ...described } = orgField('Code', field);
    return { ...described, labels };
  };
  const list = Object.entries(countries);
  const ofCountry = codes(Object.fromEntries(list.map(([code, { name }]) => [code, name])));
  const ofState = codes(Object.assign({}, ...list.map(([, { states }]) => states)));
  const validFor = Object.fromEntries(list.map(([code, { states }]) => [code, Object.keys(states)]));
  const fields: Record<string, FieldChange> = {};
  for (const [sobject, { fields: known }] of Object.entries(builtIn))
    for (const name of Object.keys(known)) {
      const [, prefix] = /^(\w*)Country$/.exec(name) ?? [];
      if (prefix === undefined || !(`${prefix}State` in known)) continue;
      const controller = `${prefix}CountryCode`;
      fields[`${sobject}.${controller}`] = ofCountry;
      fields[`${sobject}.${prefix}StateCode`] = { ...(ofState as object), controller, validFor };
    }
  return fields;
}

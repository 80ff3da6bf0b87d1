import { saveError } from '../../errors.ts';
import type { SchemaField, SchemaObject } from '../../schema/types.ts';
import type { FieldValue, Values } from '../../value.ts';
import { firstError, type SaveRule } from '../change.ts';

/** True for the codes of countries or states, which an org with picklists of them has beside their names. */
export function isPlaceCode({ name, type }: SchemaField): boolean {
  return type === 'picklist' && /(?:Country|State)Code$/.test(name);
}

/** The field with the names of codes: BillingState of BillingStateCode. */
const nameField = (codes: SchemaField) => codes.name.replace(/Code$/, '');

const nameOf = (codes: SchemaField, code: string) => codes.labels?.[code] ?? code;

function codeOf(codes: SchemaField, name: string): string | undefined {
  return codes.values.find((code) => nameOf(codes, code) === name);
}

/** The codes of an object's places, countries before their states. */
function placesOf({ fields }: SchemaObject): SchemaField[] {
  return [...fields.values()]
    .filter(isPlaceCode)
    .sort((a, b) => Number(a.controller !== undefined) - Number(b.controller !== undefined));
}

/**
 * What an org works out of codes and names: each follows the other, and the code counts where a new record has both. Source:
 * Salesforce Help, "State and Country/Territory Picklist Field-Syncing Logic".
 */
export function syncedPlaces(object: SchemaObject, sent: Values): Values {
  const synced: Values = {};
  for (const codes of placesOf(object)) {
    const names = nameField(codes);
    const code = sent[codes.name];
    const name = sent[names];
    if (typeof code === 'string') synced[names] = nameOf(codes, code);
    else if (typeof name === 'string') synced[codes.name] = codeOf(codes, name) ?? null;
    else if (code === null || name === null) Object.assign(synced, { [codes.name]: null, [names]: null });
    const country = codes.controller;
    // Without its country a state is gone as well.
    if (country !== undefined && synced[country] === null)
      Object.assign(synced, { [codes.name]: null, [names]: null });
  }
  return synced;
}

const problem = (place: string, field: string) =>
  saveError(
    'FIELD_INTEGRITY_EXCEPTION',
    place === 'country'
      ? "There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries."
      : "There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.",
    field,
  );

/** `Billing State/Province Code`, as an org labels it. */
const labelOf = (field: string) =>
  field.replace(/(State|Country)(Code)?$/, (_, place: string, code = '') =>
    [place === 'State' ? ' State/Province' : ' Country', code].filter(Boolean).join(' '),
  );

/**
 * A country and a state are of the org's lists, and the state is one of its country. Sources of the texts: issues 994 and
 * 2432 of NPSP, and question 122863 of Salesforce Stack Exchange.
 */
export const places: SaveRule = ({ object, before, sent, after }) =>
  firstError(placesOf(object), (codes) => {
    const place = codes.name.endsWith('CountryCode') ? 'country' : 'state';
    const names = nameField(codes);
    const code = sent[codes.name];
    const name = sent[names];
    if (typeof code === 'string' && !codes.values.includes(code)) return problem(place, codes.name);
    if (typeof code !== 'string' && typeof name === 'string' && codeOf(codes, name) === undefined)
      return problem(place, names);
    if (before && typeof code === 'string' && typeof name === 'string' && nameOf(codes, code) !== name)
      return problem(place, names);
    const own = typeof code === 'string' ? code : typeof name === 'string' ? codeOf(codes, name) : undefined;
    const countries = codes.controller && object.fields.get(codes.controller.toLowerCase());
    if (own === undefined || !countries || !codes.validFor) return undefined;
    const field = typeof code === 'string' ? codes.name : names;
    const country = countryOf(countries, sent, after);
    if (country === undefined)
      return saveError(
        'FIELD_INTEGRITY_EXCEPTION',
        `A country/territory must be specified before specifying a state value for field: ${labelOf(field)}`,
        field,
      );
    if (codes.validFor[country]?.includes(own)) return undefined;
    return typeof code === 'string'
      ? saveError(
          'FIELD_INTEGRITY_EXCEPTION',
          `The existing country/territory doesn't recognize the state value for field: ${labelOf(field)}`,
          field,
        )
      : problem('state', field);
  });

/** The code of a record's country, by what is sent of it, else as the record has it. */
function countryOf(codes: SchemaField, sent: Values, after: Values): string | undefined {
  const text = (value: FieldValue | undefined) => (typeof value === 'string' ? value : undefined);
  const name = text(sent[nameField(codes)]);
  const byName = name === undefined ? undefined : codeOf(codes, name);
  return text(sent[codes.name]) ?? byName ?? text(after[codes.name]);
}

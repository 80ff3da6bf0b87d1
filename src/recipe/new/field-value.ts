import type { OrgField } from '../../org/describe.ts';

/** The value of a field in a recipe: a text or formula, or a function block. */
export type RecipeValue = string | boolean | Record<string, unknown>;

/** The maximum number of picklist values in a recipe. */
const VALUES = 40;

/**
 * Returns a value for a field by its type, and for texts by its name; undefined for fields that recipes don't fill,
 * such as files.
 */
export function fieldValue(field: OrgField, objectLabel: string): RecipeValue | undefined {
  switch (field.type) {
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
      if (field.picklist.length > 0) return { random_choice: field.picklist.slice(0, VALUES) };
      // A picklist may have no values, for example if they depend on a record type.
      return field.type === 'combobox' ? textOf(field, objectLabel) : undefined;
    case 'boolean':
      return { random_choice: [true, false] };
    case 'int':
      return field.unique ? '${{unique_id}}' : { random_number: { min: 1, max: 1_000 } };
    case 'double':
    case 'currency':
    case 'percent':
      return numberOf(field);
    case 'date':
      return { date_between: periodOf(field.name) };
    case 'datetime':
      return { datetime_between: periodOf(field.name) };
    case 'time':
      return '09:30:00.000Z';
    case 'email':
      return { fake: 'email' };
    case 'phone':
      return { fake: 'phone_number' };
    case 'url':
      return { fake: 'url' };
    case 'string':
    case 'textarea':
    case 'encryptedstring':
      return textOf(field, objectLabel);
    default:
      return undefined;
  }
}

function numberOf({ type, unique, precision, scale }: OrgField): RecipeValue {
  if (unique) return '${{unique_id}}';
  const most = 10 ** Math.max(1, (precision || 18) - scale) - 1;
  if (type === 'percent') return { random_number: { min: 0, max: Math.min(100, most) } };
  if (type === 'currency' && most > 100_000)
    return { random_number: { min: 1_000, max: 100_000, step: 100 } };
  return { random_number: { min: 0, max: Math.min(1_000, most) } };
}

const FUTURE = /due|end|expir|until|close|target|deadline|renew|next/i;
const BIRTH = /birth/i;

function periodOf(name: string): { start_date: string; end_date: string } {
  if (BIRTH.test(name)) return { start_date: '-70y', end_date: '-20y' };
  return FUTURE.test(name)
    ? { start_date: 'today', end_date: '+180d' }
    : { start_date: '-180d', end_date: 'today' };
}

/** Fakes by the name of a text field, each with the length of its longest value. */
const BY_NAME: readonly [name: RegExp, fake: string, length: number][] = [
  [/first_?name$/i, 'first_name', 20],
  [/(last_?name|surname)$/i, 'last_name', 30],
  [/(company|organi[sz]ation|vendor|supplier)(_?name)?$/i, 'company', 80],
  [/(contact|person|manager|owner|author)(_?name)$/i, 'name', 60],
  [/street|address/i, 'street_address', 60],
  [/city|town$/i, 'city', 40],
  [/(state|province)$/i, 'state', 40],
  [/(zip|postal)_?(code)?$/i, 'postcode', 10],
  [/country$/i, 'country', 60],
  [/(job|title|role|position)$/i, 'job', 80],
  [/e_?mail$/i, 'email', 80],
  [/phone|mobile|fax/i, 'phone_number', 20],
  [/(web_?site|url|link)$/i, 'url', 80],
];
const CODE = /(code|sku|number|serial|reference|ref|no)$/i;

function textOf(field: OrgField, objectLabel: string): RecipeValue {
  const { length, unique, externalId } = field;
  const room = field.bytes ? Math.floor(length / 4) : length || 255;
  const name = field.name.replace(/__c$/, '');
  if (unique || externalId) return room >= 8 ? '${{unique_alpha_code}}' : '${{unique_id}}';
  if (name === 'Name') return `${objectLabel.slice(0, Math.max(1, room - 8))} \${{child_index + 1}}`;
  const known = BY_NAME.find(([pattern, , needed]) => pattern.test(name) && room >= needed);
  if (known) return { fake: known[1] };
  if (CODE.test(name) && room >= 7) return { 'fake.bothify': { text: '??-####' } };
  if (room >= 20)
    return { 'fake.text': { max_nb_chars: Math.min(room, field.type === 'textarea' ? 200 : 60) } };
  return { 'fake.lexify': { text: '?'.repeat(Math.min(room, 8)) } };
}

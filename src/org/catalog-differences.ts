import { standardCatalog } from '../catalog/standard.ts';
import type { Field, SObject } from '../catalog/types.ts';
import { counted, countText } from '../shared/counted.ts';
import type { Problem } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { type OrgField, type OrgObject, requiredOnInsert } from './describe.ts';
import { namesakes } from './namespace.ts';

/** What a cell of a type is, for types that don't take any text. */
const FORMS: Readonly<Record<string, string>> = {
  ...{ int: 'number', double: 'number', currency: 'number', percent: 'number' },
  ...{ boolean: 'boolean', date: 'date', datetime: 'datetime', time: 'time', reference: 'reference' },
  ...{ location: 'compound', address: 'compound', base64: 'file' },
};
const formOf = (type: string) => FORMS[type] ?? 'text';

/**
 * Differences between the catalog and an org that would make a load fail or leave out a field. `listed` is all objects
 * that the org has, for a hint where it lacks this one.
 */
export function differences(
  sobject: string,
  known: SObject,
  org: OrgObject | undefined,
  listed: Iterable<string> = [],
): Problem[] {
  const at = (field?: string) => ({ file: field ? `${sobject}.${field}` : sobject });
  if (!org) {
    const message = "The org has no such object, or you don't have access to it.";
    return [{ message, place: at(), ...nameHint(sobject, [...listed]) }];
  }
  const names = Object.keys(org.fields);
  const stated = Object.entries(known.fields).flatMap(([name, field]): Problem[] => {
    const there = org.fields[name];
    if (!there) {
      if (field.computed) return [];
      return [{ message: 'The org has no such field.', place: at(name), ...nameHint(name, names) }];
    }
    const found = differenceOf(field, there, standardCatalog[sobject]?.fields[name] === field);
    return found ? [{ ...found, place: at(name) }] : [];
  });
  const required = Object.values(org.fields).filter(
    (field) => requiredOnInsert(field) && known.fields[field.name]?.required !== true,
  );
  return [
    ...stated,
    ...required.map(({ name }): Problem => {
      const has = known.fields[name] === undefined ? "doesn't have it" : "doesn't say so";
      return { message: `The org requires it; the catalog ${has}.`, place: at(name) };
    }),
  ];
}

/** The name with a namespace, which is the likeliest, or the nearest one. */
function nameHint(name: string, known: readonly string[]): { hint?: string } {
  const [packaged] = namesakes(name, known);
  const hint = packaged ? `The org has ${packaged}: use that name.` : didYouMean(name, known);
  return hint ? { hint } : {};
}

/** The first difference of a field; `isStandard` is one of the catalog's own, whose digits are those of most orgs. */
function differenceOf(field: Field, org: OrgField, isStandard: boolean): Omit<Problem, 'place'> | undefined {
  if (field.computed) return undefined;
  if (formOf(org.type) !== formOf(field.type))
    return { message: `The org's field is of type ${org.type}; the catalog has ${field.type}.` };
  if (org.computes) {
    const how = org.computes === 'formula' ? 'a formula' : 'an auto-number';
    const message = `The org computes it (${how}), so it is never sent.`;
    return { message, hint: 'Add `computed: true` to the field.' };
  }
  const length = 'length' in field ? field.length : 0;
  if (length > 0 && org.length > 0 && org.length < length)
    return {
      message: `The org's field takes ${countText(org.length, 'character')}; the catalog has ${counted(length)}.`,
    };
  const digits = 'precision' in field && !isStandard ? field.precision - field.scale : 0;
  const most = org.precision - org.scale;
  if (digits > 0 && org.precision > 0 && most < digits)
    return {
      message: `The org's field takes ${countText(most, 'digit')} before the decimal point; the catalog has ${digits}.`,
    };
  if (!('values' in field && org.restricted && org.picklist.length > 0)) return undefined;
  const missing = field.values.filter((value) => !org.picklist.includes(value));
  return missing.length > 0 ? { message: `The org's picklist lacks ${missing.join(', ')}.` } : undefined;
}

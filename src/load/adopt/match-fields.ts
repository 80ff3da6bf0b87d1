import { idStem, isRecordId } from '../../catalog/record-id.ts';
import type { OrgField, OrgObject } from '../../org/describe.ts';
import { soqlText } from '../../org/query.ts';
import type { Problem } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import { textForm } from '../difference/same-value.ts';

/** Types whose values have no one form, or that `IN` doesn't take. Source: SOQL and SOSL Reference, filterable fields. */
const WITHOUT_FORM: ReadonlySet<string> = new Set([
  'multipicklist',
  'address',
  'location',
  'base64',
  'anyType',
]);

/** Why rows of an object can't take over records by these fields: one problem a field. */
export function matchFieldProblems(sobject: string, fields: readonly string[], org: OrgObject): Problem[] {
  return fields.flatMap((name): Problem[] => {
    const field = org.fields[name];
    const subject = `\`match\` of ${sobject} in the configuration`;
    if (!field) {
      const hint = didYouMean(name, Object.keys(org.fields));
      const message = `${subject}: the org has no field ${sobject}.${name}, or you don't have access to it.`;
      return [{ message, ...(hint ? { hint } : {}) }];
    }
    if (!field.unfilterable && !WITHOUT_FORM.has(field.type)) return [];
    return [
      {
        message: `${subject}: ${sobject}.${name} (${field.type}) can't be searched for.`,
        hint: 'Use a field that the org can filter by: not long or encrypted text, nor a multi-select picklist.',
      },
    ];
  });
}

/**
 * A value in the form in which equal values are equal; '' is blank, and what the field can't hold. Cells and values of
 * records have the same forms.
 */
export function matchForm(field: OrgField, value: unknown): string {
  const text = value === null || value === undefined ? '' : textForm(String(value));
  switch (field.type) {
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return text === '' || !Number.isFinite(Number(text)) ? '' : Number(text).toFixed(field.scale);
    case 'boolean':
      return text === 'true' || text === 'false' ? text : '';
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? text : '';
    case 'datetime':
      return isoOf(text);
    case 'time':
      return timeOf(text);
    case 'reference':
    case 'id':
      return isRecordId(text) ? idStem(text) : '';
    case 'email':
      return text.toLowerCase();
    default:
      return field.anyCase ? text.toLowerCase() : text;
  }
}

const BARE: ReadonlySet<string> = new Set([
  ...['int', 'double', 'currency', 'percent', 'boolean', 'date', 'datetime', 'time'],
]);

/** A form as SOQL states it. */
export function matchLiteral(field: OrgField, form: string): string {
  return BARE.has(field.type) ? form : soqlText(form).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function isoOf(text: string): string {
  const moment = Math.floor(Date.parse(text) / 1_000) * 1_000;
  return Number.isNaN(moment) ? '' : new Date(moment).toISOString();
}

function timeOf(text: string): string {
  const [, time, fraction = ''] = /^(\d\d:\d\d:\d\d)(?:\.(\d+))?Z?$/.exec(text) ?? [];
  return time === undefined ? '' : `${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

import type { FieldType, SchemaField } from '../schema/types.ts';
import type { FieldValue } from '../value.ts';

/** Converts a text to a field's value; undefined if the field doesn't accept it. */
type Converted = FieldValue | undefined;

// Bulk API 2.0 Developer Guide, "Valid Date Format in Records" and "Prepare CSV Files".
const YES = ['true', 'yes', 'y', 'on', '1'];
const NO = ['false', 'no', 'n', 'off', '0'];
const DATE = /^(\d{4}-\d{2}-\d{2})(Z|T00:00:00(\.0+)?Z?)?$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:?\d{2})?$/;

function realDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function toDate(text: string): Converted {
  const day = DATE.exec(text)?.[1];
  return day && realDay(day) ? day : undefined;
}

function toDatetime(text: string): Converted {
  if (!DATETIME.test(text) || !realDay(text.slice(0, 10))) return undefined;
  const time = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  // An org stores whole seconds.
  return Number.isNaN(time) ? undefined : new Date(Math.floor(time / 1_000) * 1_000).toISOString();
}

/** Times come back as `10:30:00.000Z`. Source: SOAP API Developer Guide, primitive data types. */
function toTime(text: string): Converted {
  const [, hours, minutes, seconds, fraction = ''] =
    /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?Z?$/.exec(text) ?? [];
  if (!hours || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return `${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}Z`;
}

/** Rich text is stored as HTML: line ends become tags, and a bare `&` an entity. */
function toHtml(text: string): string {
  return text.replaceAll(/&(?!#?\w+;)/g, '&amp;').replaceAll(/\r\n?|\n/g, '<br>');
}

/** The values of a multi-select picklist, in the order of its definition. */
function inOrder(text: string, { values }: SchemaField): string {
  const rank = (one: string) => (values.includes(one) ? values.indexOf(one) : values.length);
  const chosen = text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);
  return [...new Set(chosen)].sort((a, b) => rank(a) - rank(b)).join(';');
}

function toNumber(text: string, field: SchemaField): Converted {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  if (field.type === 'int') return Number.isInteger(number) ? number : undefined;
  return Number(number.toFixed(field.scale));
}

function toBoolean(text: string): Converted {
  const word = text.toLowerCase();
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}

/** The type in an error message of the Bulk API. */
const XSD: Partial<Record<FieldType, string>> = {
  boolean: 'boolean',
  int: 'int',
  double: 'double',
  currency: 'double',
  percent: 'double',
  date: 'date',
  datetime: 'dateTime',
  time: 'time',
};

/** The XML schema type of a field, as in `xsd:date`. */
export const xsdType = (field: SchemaField) => `xsd:${XSD[field.type] ?? 'string'}`;

/** Converts a cell of a CSV file to a value of the field; undefined if the field doesn't accept it. */
export function fromText(field: SchemaField, text: string): Converted {
  switch (field.type) {
    case 'boolean':
      return toBoolean(text.trim());
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return toNumber(text.trim(), field);
    case 'date':
      return toDate(text.trim());
    case 'datetime':
      return toDatetime(text.trim());
    case 'time':
      return toTime(text.trim());
    case 'multipicklist':
      return inOrder(text, field) || null;
    case 'textarea':
      return (field.html ? toHtml(text.trim()) : text.trim()) || null;
    default:
      // An org trims texts when it saves them.
      return text.trim() === '' ? null : text.trim();
  }
}

/** Converts a value of a JSON body to a value of the field; undefined if the field doesn't accept it. */
export function fromJson(field: SchemaField, value: unknown): Converted {
  if (value === null || value === '') return field.type === 'boolean' ? undefined : null;
  if (typeof value === 'boolean') return field.type === 'boolean' ? value : undefined;
  if (typeof value === 'number')
    return ['int', 'double', 'currency', 'percent'].includes(field.type)
      ? toNumber(String(value), field)
      : undefined;
  return typeof value === 'string' ? fromText(field, value) : undefined;
}

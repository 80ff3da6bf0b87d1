import { choicesOf } from '../../../catalog/choices.ts';
import { type SaveError, saveError } from '../../errors.ts';
import { visibleField } from '../../permissions.ts';
import type { SchemaField } from '../../schema/types.ts';
import { firstError, type SaveRule, sentFields } from '../change.ts';
import { isPersonAccount } from './persons.ts';
import { isPlaceCode } from './places.ts';

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

/** Only fields that the user may write. */
export const writable: SaveRule = (change) => {
  const { org, object, before } = change;
  const refused = sentFields(change).filter((field) => {
    const seen = visibleField(org, object, field.name);
    return !(before ? seen?.updateable : seen?.createable);
  });
  if (refused.length === 0) return undefined;
  const names = refused.map((field) => field.name);
  return saveError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    ...names,
  );
};

/** Required fields without a value or a default. */
export const required: SaveRule = ({ org, object, before, sent, after }) => {
  const isPerson = isPersonAccount(org, object.name, after);
  const missing = [...object.fields.values()]
    .filter((field) =>
      isPerson && (field.name === 'Name' || field.name === 'LastName')
        ? field.name === 'LastName'
        : field.createable && !field.nillable && field.type !== 'boolean',
    )
    .filter((field) =>
      before ? sent[field.name] === null : !field.defaultedOnCreate && (after[field.name] ?? null) === null,
    )
    .map((field) => field.name);
  if (missing.length === 0) return undefined;
  return saveError(
    'REQUIRED_FIELD_MISSING',
    `Required fields are missing: [${missing.join(', ')}]`,
    ...missing,
  );
};

/** Lengths, email addresses, and restricted picklists. */
export const textLengths: SaveRule = (change) =>
  firstError(sentFields(change), (field) => {
    const value = change.sent[field.name];
    if (typeof value !== 'string' || field.length === 0 || field.type === 'reference') return undefined;
    if ((field.bytes ? bytesOf(value) : value.length) > field.length)
      return saveError(
        'STRING_TOO_LONG',
        `${field.label}: data value too large: ${value.slice(0, 80)} (max length=${field.length})`,
        field.name,
      );
    if (field.type === 'email' && !/^[^\s@<>(),;:"[\]]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value))
      return saveError(
        'INVALID_EMAIL_ADDRESS',
        `${field.label}: invalid email address: ${value}`,
        field.name,
      );
    return badChoice(field, value);
  });

/** A value that a restricted picklist lacks or that is inactive there. */
function badChoice(field: SchemaField, value: string): SaveError | undefined {
  if (!field.restricted || (field.type !== 'picklist' && field.type !== 'multipicklist')) return undefined;
  // What orgs answer for these is in places.ts.
  if (isPlaceCode(field)) return undefined;
  const bad = choicesOf(field.type, value).find(
    (one) => !field.values.includes(one) || field.inactive?.includes(one),
  );
  return bad === undefined
    ? undefined
    : saveError(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${bad}`,
        field.name,
      );
}

/** The digits that a number may have, and where latitudes end. Source of the text: issue 6542 of NPSP. */
export const numbers: SaveRule = (change) =>
  firstError(sentFields(change), (field) => {
    const value = change.sent[field.name];
    if (typeof value !== 'number') return undefined;
    const limit = field.type === 'int' ? 2 ** 31 : 10 ** (field.precision - field.scale);
    // A geolocation is a place on the globe. Source: Salesforce Help, geolocation custom field.
    const most = /Latitude(?:__s)?$/.test(field.name)
      ? 90
      : /Longitude(?:__s)?$/.test(field.name)
        ? 180
        : limit;
    if (Math.abs(value) < limit && Math.abs(value) <= most) return undefined;
    return saveError(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `${field.label}: value outside of valid range on numeric field: ${value}`,
      field.name,
    );
  });

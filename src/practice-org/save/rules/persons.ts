import { saveError } from '../../errors.ts';
import type { Org } from '../../org.ts';
import type { Values } from '../../value.ts';
import type { SaveRule } from '../change.ts';

const PERSON_FIELD = /^(?:FirstName|LastName|Person\w+|\w+__pc)$/;

/** True for the account of a person: by its record type, or without one by its last name. */
export function isPersonAccount(org: Org, sobject: string, values: Values): boolean {
  if (sobject !== 'Account' || !org.options.personAccounts) return false;
  const type = org.records.get(String(values.RecordTypeId ?? ''));
  return type ? type.IsPersonType === true : (values.LastName ?? null) !== null;
}

/** A person account has no Name of its own, and a business account no names of a person. Source: Salesforce Help 000386207. */
export const personNames: SaveRule = ({ org, object, sent, after }) => {
  if (object.name !== 'Account' || !org.options.personAccounts) return undefined;
  const isPerson = isPersonAccount(org, 'Account', after);
  const refused = Object.keys(sent).filter((name) => (isPerson ? name === 'Name' : PERSON_FIELD.test(name)));
  if (refused.length === 0) return undefined;
  return saveError(
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Account: bad field names on insert/update call: ${refused.join(', ')}`,
    ...refused,
  );
};

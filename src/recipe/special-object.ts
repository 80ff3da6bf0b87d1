import type { Place } from '../shared/errors.ts';
import type { Expression, FieldTemplate } from './types.ts';

/** The function block for objects that Salesforce creates itself. */
export const SPECIAL_OBJECT = 'Salesforce.SpecialObject';

/** The contact of a person account: `Salesforce.SpecialObject: PersonContact`, or with `name` and `nickname`. */
export function specialObject(
  name: string,
  nickname: string | undefined,
  place: Place,
): Expression | undefined {
  if (name !== 'PersonContact') return undefined;
  const account: Expression = {
    kind: 'call',
    name: 'reference',
    args: { positional: [{ kind: 'text', text: 'Account', place }], named: [] },
    place,
  };
  const fields: FieldTemplate[] = [
    { name: 'IsPersonAccount', value: { kind: 'text', text: 'true', place }, place },
    { name: 'AccountId', value: account, place },
  ];
  return {
    kind: 'object',
    template: {
      kind: 'object',
      sobject: name,
      ...(nickname ? { nickname } : {}),
      justOnce: false,
      fields,
      friends: [],
      place,
    },
    place,
  };
}

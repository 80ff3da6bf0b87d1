import type { SaveError } from '../../errors.ts';
import type { OrgField } from '../../schema/types.ts';
import type { Change } from '../change.ts';

/** A rule of the platform: why a change is not saved, or nothing. */
export type Rule = (change: Change) => SaveError | undefined;

/** The first error that a rule has about one of these fields. */
export function firstError(
  fields: OrgField[],
  rule: (field: OrgField) => SaveError | undefined,
): SaveError | undefined {
  for (const field of fields) {
    const error = rule(field);
    if (error) return error;
  }
  return undefined;
}

/** The fields that a change sends. */
export function sentFields({ object, sent }: Change): OrgField[] {
  return Object.keys(sent).map((name) => object.fields.get(name.toLowerCase())!);
}

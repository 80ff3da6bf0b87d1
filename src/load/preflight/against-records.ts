import type { Prepared } from '../../export/prepare.ts';
import type { OrgState } from '../difference/read-org.ts';
import type { Limits } from '../org/about-org.ts';
import type { LoadStep } from '../plan.ts';
import { capacity } from './capacity.ts';
import type { Finding } from './preflight.ts';
import { repeatedKeys } from './repeated-keys.ts';
import { requiredFields } from './required-fields.ts';

/** What can be told of a load only once it is known which of its records the org has. */
export function againstRecords(
  prepared: Prepared,
  state: OrgState,
  steps: readonly LoadStep[],
  { limits, externalIdField }: { limits: Limits; externalIdField: string },
): Finding[] {
  const present = new Set(state.ids.keys());
  return [
    ...requiredFields(prepared, present),
    ...capacity(steps, present, limits),
    ...repeatedKeys(state, externalIdField),
  ];
}

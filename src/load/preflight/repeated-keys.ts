import type { OrgState } from '../difference/read-org.ts';
import type { Finding } from './preflight.ts';

/** Keys of an object that are named. */
const NAMED = 5;

/** Keys that more than one record of the org carries, where the field is not unique there: one finding an object. */
export function repeatedKeys(state: Pick<OrgState, 'repeated'>, externalIdField: string): Finding[] {
  const byObject = new Map<string, Set<string>>();
  for (const { sobject, key } of state.repeated)
    byObject.set(sobject, (byObject.get(sobject) ?? new Set()).add(key));
  return [...byObject].map(([sobject, repeated]): Finding => {
    const keys = [...repeated];
    const more = keys.length > NAMED ? `, and ${keys.length - NAMED} more keys` : '';
    return {
      severity: 'error',
      problem: {
        message: `More than one ${sobject} carries ${externalIdField} ${keys.slice(0, NAMED).join(', ')}${more}, so that an upsert cannot choose.`,
        hint: 'Delete all but one of them, or clean the data set up.',
      },
    };
  });
}

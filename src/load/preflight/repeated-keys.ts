import type { OrgState } from '../difference/read-org.ts';
import type { Finding } from './preflight.ts';

const SHOWN = 10;

/** Keys that more than one record of the org carries, where the field is not unique there. */
export function repeatedKeys(state: Pick<OrgState, 'repeated'>, externalIdField: string): Finding[] {
  return state.repeated.slice(0, SHOWN).map(({ sobject, key }) => ({
    severity: 'error',
    problem: {
      message: `More than one ${sobject} carries ${externalIdField} ${key}, so that an upsert cannot choose.`,
      hint: 'Delete all but one of them, or clean the data set up.',
    },
  }));
}

import type { Prepared } from '../../export/prepare.ts';
import type { Limits } from '../../org/about-org.ts';
import type { Session } from '../../org/session.ts';
import { recordsText, rowsText } from '../../shared/counted.ts';
import type { CompareContext, OrgState } from '../difference/read-org.ts';
import type { LoadStep } from '../plan.ts';
import type { LoadsOfPrefix } from '../receipts/known-loads.ts';
import { blankFindings } from './blank-findings.ts';
import { capacity } from './capacity.ts';
import { lostKeys } from './lost-keys.ts';
import { otherDataSet } from './other-data-set.ts';
import type { Finding } from './preflight.ts';
import { repeatedKeys } from './repeated-keys.ts';
import { requiredFields } from './required-fields.ts';
import { updateWithoutRecords } from './update-without-records.ts';

/** What can be told of a load only once it is known which of its records the org has. */
export async function againstRecords(
  prepared: Prepared,
  state: OrgState,
  steps: readonly LoadStep[],
  context: CompareContext & { limits: Limits; session: Session; known: LoadsOfPrefix },
): Promise<Finding[]> {
  const { session, limits, externalIdField, known } = context;
  const present = new Set(state.ids.keys());
  return [
    ...otherDataSet({ ...context, ...known, prepared, state, org: session }),
    ...(await lostKeys({ ...context, prepared, state })),
    ...updateWithoutRecords(prepared, present, { dir: known.own.dir, org: session.org }),
    ...requiredFields(prepared, present),
    ...capacity(steps, present, limits),
    ...repeatedKeys(state, externalIdField),
    ...blankFindings(state.blanks.unknown),
    ...yieldingFindings(state),
    ...unclaimedFindings(state),
  ];
}

/** A word on rows that a record of others keeps from being the one primary record of their parent. */
function yieldingFindings({ differences }: OrgState): Finding[] {
  return differences.flatMap((one): Finding[] => {
    const keys = one.by === 'insert' ? one.part.yielding : [];
    if (keys.length === 0) return [];
    const which = keys.length > 3 ? `${keys.slice(0, 3).join(', ')}, …` : keys.join(', ');
    const message = `${one.sobject}: ${rowsText(keys.length)} not made primary, because a record of others is (${which}).`;
    return [{ severity: 'warning', problem: { message } }];
  });
}

/** A word on records that stay since nothing tells whether they are of an earlier version of the data set. */
function unclaimedFindings({ differences }: OrgState): Finding[] {
  return differences.flatMap((one): Finding[] => {
    const count = one.by === 'insert' ? one.part.unclaimed : 0;
    if (count === 0) return [];
    const message = `${one.sobject}: ${recordsText(count)} below the dataset's are not in it and stay: this folder has no receipts that would tell whose they are.`;
    return [{ severity: 'warning', problem: { message } }];
  });
}

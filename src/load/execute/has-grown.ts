import type { PreparedExport } from '../../export/prepare.ts';
import type { OrgState } from '../difference/read-org.ts';
import type { LoadStep } from '../plan.ts';
import type { Outcomes } from './outcomes.ts';

/** The keys of rows that have a receipt, by sobject and key. */
export function receivedKeys({ neutral }: PreparedExport, outcomes: Outcomes): Set<string> {
  const keys = neutral.tables.flatMap(({ rows }) => rows.map(([key = '']) => key));
  return new Set(keys.filter((key) => outcomes.receipt('records', key) !== undefined));
}

/** True if an org has more after a load than before it plus what the load made: something else loads at the same time. */
export function hasGrown(
  state: OrgState,
  load: {
    prepared: PreparedExport;
    steps: readonly LoadStep[];
    outcomes: Outcomes;
    /** The keys that had a receipt when the load went on after an earlier one. */
    before: ReadonlySet<string>;
    inOrg: ReadonlyMap<string, number>;
  },
): boolean {
  const { prepared, steps, outcomes, before, inOrg } = load;
  return state.differences.some(({ sobject, by }) => {
    const rows = prepared.neutral.tables.find((table) => table.sobject === sobject)?.rows ?? [];
    const made = rows.filter(([key = '']) => {
      const outcome = outcomes.receipt('records', key)?.outcome;
      // A row that another load created meanwhile was only updated by this one.
      if (by === 'external_id') return outcome !== undefined && outcome !== 'failed' && !state.ids.has(key);
      return outcome === 'created' && !before.has(key);
    });
    const deleted = steps.flatMap((step) =>
      step.kind === 'delete' && step.sobject === sobject ? step.records : [],
    );
    const undeleted = outcomes.undeleted.filter((one) => one.sobject === sobject);
    const expected = (state.counts.get(sobject) ?? 0) + made.length - deleted.length + undeleted.length;
    return (inOrg.get(sobject) ?? 0) > expected;
  });
}

import type { Prepared } from '../../export/prepare.ts';
import { rowsText } from '../../shared/counted.ts';
import type { Outcomes } from '../job/outcomes.ts';
import type { LoadStep } from '../plan.ts';
import type { OrgState } from './read-org.ts';

const SHOWN = 3;

/** Records that an org holds beyond what a data set and its earlier loads account for. */
export interface Extra {
  sobject: string;
  /** How many there are; of `unclear` how many rows were held back because of them. */
  count: number;
  kind: 'unaccounted' | 'doubled' | 'unclear';
  text: string;
  /** True if the next load puts it right by itself. */
  heals: boolean;
}

/** What an org holds too much of; `after` is a state read when a load was over, which has deleted what it could. */
export function extras(state: OrgState, prefix: string, after = false): Extra[] {
  const found: Extra[] = [];
  for (const [sobject, records] of state.unaccounted) {
    const names = records.slice(0, SHOWN).map(({ key }) => key);
    const more = records.length > SHOWN ? ', …' : '';
    found.push({
      ...{ sobject, count: records.length, kind: 'unaccounted', heals: false },
      text: `The org holds ${records.length} ${sobject} under ${prefix} that neither this dataset nor its earlier loads account for (${names.join(', ')}${more}).`,
    });
  }
  const doubled = new Map<string, { strange: number; own: number }>();
  for (const one of state.differences) {
    if (one.by !== 'insert') continue;
    const { doubles, deletes, unclear } = one.part;
    const before = doubled.get(one.sobject) ?? { strange: 0, own: 0 };
    const own = before.own + (after ? deletes.length : 0);
    doubled.set(one.sobject, { strange: before.strange + doubles, own });
    if (unclear.length === 0) continue;
    found.push({
      ...{ sobject: one.sobject, count: unclear.length, kind: 'unclear', heals: false },
      text: `${rowsText(unclear.length)} of ${one.sobject} not sent: the records that their parents have already may be earlier versions of them, and this folder has no receipts that would tell.`,
    });
  }
  for (const [sobject, { strange, own }] of doubled) {
    if (strange + own === 0) continue;
    found.push({
      ...{ sobject, count: strange + own, kind: 'doubled', heals: strange === 0 },
      text: `The org holds ${strange + own} ${sobject} more than this dataset has, below its records: copies of what is there already${after ? ', from another load at the same time' : ''}.`,
    });
  }
  return found;
}

/** The keys of rows that have a receipt, by sobject and key. */
export function receivedKeys({ neutral }: Prepared, outcomes: Outcomes): Set<string> {
  const keys = neutral.tables.flatMap(({ rows }) => rows.map(([key = '']) => key));
  return new Set(keys.filter((key) => outcomes.receipt('records', key) !== undefined));
}

/** True if an org holds more after a load than was there before and the load made: something else loads at the same time. */
export function hasGrown(
  state: OrgState,
  load: {
    prepared: Prepared;
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
      // A row that another load brought in meanwhile was only updated by this one.
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

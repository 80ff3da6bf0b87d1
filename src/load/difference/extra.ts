import type { Neutral } from '../../export/neutral.ts';
import { counted, rowsText } from '../../shared/counted.ts';
import type { LoadsOfPrefix } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { runsOf } from '../run/run-folder.ts';
import type { OrgState } from './read-org.ts';

const SHOWN = 3;

/** Records that an org has beyond what a dataset and its earlier loads account for. */
export interface Extra {
  sobject: string;
  /** How many there are; of `unclear` how many rows were held back because of them. */
  count: number;
  kind: 'unaccounted' | 'doubled' | 'unclear';
  text: string;
  /** True if the next load puts it right by itself. */
  heals: boolean;
}

/** Records that an org has too many of; `after` is a state read after a load, which has deleted what it could. */
export function extras(state: OrgState, prefix: string, after = false): Extra[] {
  const found: Extra[] = [];
  for (const [sobject, records] of state.unaccounted) {
    const names = records.slice(0, SHOWN).map(({ key }) => key);
    const more = records.length > SHOWN ? ', …' : '';
    found.push({
      ...{ sobject, count: records.length, kind: 'unaccounted', heals: false },
      text: `The org has ${counted(records.length)} ${sobject} with prefix ${prefix} that neither this dataset nor its earlier loads account for (${names.join(', ')}${more}).`,
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
      text: `${rowsText(unclear.length)} of ${one.sobject} not sent: records that already have the same parents may be earlier versions of them, and this folder has no results of earlier loads that show it.`,
    });
  }
  for (const [sobject, { strange, own }] of doubled) {
    if (strange + own === 0) continue;
    found.push({
      ...{ sobject, count: strange + own, kind: 'doubled', heals: strange === 0 },
      text: `The org has ${counted(strange + own)} more ${sobject} under the dataset's records than the dataset: copies of existing ones${after ? ', from another load at the same time' : ''}.`,
    });
  }
  return found;
}

/**
 * Takes from what an org has beyond a dataset what other folders of this machine loaded from the same recipe (another
 * clone, the run that a continuation continues), and everything where the rows are only new values of some records.
 */
export function forgetAccounted(
  state: Pick<OrgState, 'unaccounted'>,
  neutral: Neutral,
  { own, loads }: LoadsOfPrefix,
  org: { orgId: string },
): void {
  if (neutral.update) state.unaccounted.clear();
  for (const { dir, recipe } of loads) {
    if (state.unaccounted.size === 0) return;
    if (dir === own.dir || recipe === '' || recipe !== own.recipe) continue;
    const sent = new SentStore(runsOf(dir, org));
    for (const [sobject, records] of state.unaccounted) {
      const left = records.filter(({ key, id }) => !sent.knows(key, id));
      if (left.length > 0) state.unaccounted.set(sobject, left);
      else state.unaccounted.delete(sobject);
    }
  }
}

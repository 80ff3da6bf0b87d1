import type { Neutral } from '../../export/neutral.ts';
import type { OrgState } from '../difference/read-org.ts';
import { runsOf } from '../run-folder.ts';
import { type KnownLoad, knownLoadOf, knownLoads } from './known-loads.ts';
import { SentStore } from './sent-store.ts';
import { userPlace } from './user-place.ts';

/** The loads of this machine into one org under a data set's prefix: as one of its own is noted, and all that are known. */
export interface LoadsOfPrefix {
  own: KnownLoad;
  loads: readonly KnownLoad[];
}

export function loadsOfPrefix(
  dir: string,
  prefix: string,
  neutral: Neutral,
  org: { orgId: string },
): LoadsOfPrefix {
  return { own: knownLoadOf(dir, prefix, neutral), loads: knownLoads(userPlace(org.orgId), prefix) };
}

/**
 * Takes from what an org holds beyond a data set what other folders of this machine loaded from the same recipe (another
 * clone, the run that a continuation goes on after), and everything where the rows are only new values of some records.
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

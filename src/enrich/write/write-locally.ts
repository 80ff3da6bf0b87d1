import { setImmediate } from 'node:timers/promises';
import { counted } from '../../shared/counted.ts';
import type { Progress } from '../../shared/progress.ts';
import type { LocalProvider } from '../providers/provider.ts';
import type { TextSource } from '../source.ts';
import { fittedText } from '../text/fit.ts';
import type { TextStatus } from '../text-status.ts';

/** Texts between two lines of progress: fewer than a second brings. */
const STEP = 100;

/** Writes every text by a local provider, and reports its progress. */
export async function writeLocally(
  source: TextSource,
  status: TextStatus,
  { name, provider }: { name: string; provider: LocalProvider },
  progress: Progress,
): Promise<void> {
  const counts = countsByObject(source);
  for (let ready = status.takeReady(); ready.length > 0; ready = status.takeReady()) {
    for (const planned of ready) {
      const request = source.requestFor(planned, status.textOf);
      const { text, cut } = fittedText(
        await provider.write(request, source.industry(request.industry)),
        request,
      );
      if (text === '') status.giveUp(planned.wanted, `the ${name} provider has no words for this field`);
      else status.write(planned.wanted, text, cut);
      counts.get(request.object)!.done++;
      if (status.settled % STEP !== 0) continue;
      progress.live(localLine(status, counts));
      // Gives Ctrl-C a turn.
      await setImmediate();
    }
  }
  progress.done();
}

type Counts = Map<string, { done: number; total: number }>;

function countsByObject({ texts }: TextSource): Counts {
  const counts: Counts = new Map();
  for (const { wanted } of texts) {
    const { object } = wanted.row.sheet;
    const count = counts.get(object);
    if (count) count.total++;
    else counts.set(object, { done: 0, total: 1 });
  }
  return counts;
}

/** `Writing texts 1,200/1,910 · Account 100/100 · Case 150/200`. */
function localLine({ settled, total }: TextStatus, counts: Counts): string {
  const objects = [...counts].map(
    ([object, { done, total: all }]) => `${object} ${counted(done)}/${counted(all)}`,
  );
  return [`Writing texts ${counted(settled)}/${counted(total)}`, ...objects].join(' · ');
}

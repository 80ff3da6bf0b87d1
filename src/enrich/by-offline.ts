import { counted } from '../shared/counted.ts';
import type { Progress } from '../shared/progress.ts';
import type { Board } from './board.ts';
import { offlineText } from './offline/text.ts';
import type { Source } from './source.ts';
import { readText } from './text/read.ts';

/** So many texts are written between two lines of progress: fewer than a second brings. */
const STEP = 100;

/** Writes every text by the offline provider, a pure function of the facts of each, and tells how it goes. */
export function writeOffline(source: Source, board: Board, progress: Progress): void {
  const counts = countsByObject(source);
  for (let ready = board.takeReady(); ready.length > 0; ready = board.takeReady()) {
    for (const planned of ready) {
      const request = source.requestFor(planned, board.textOf);
      const { text, cut } = readText(offlineText(request, source.industry(request.industry)), request);
      if (text === '') board.giveUp(planned.wanted, 'the offline provider has no words for this field');
      else board.write(planned.wanted, text, cut);
      counts.get(request.object)!.done++;
      if (board.settled % STEP === 0) progress.live(offlineLine(board, counts));
    }
  }
  progress.done();
}

type Counts = Map<string, { done: number; total: number }>;

function countsByObject({ texts }: Source): Counts {
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
function offlineLine({ settled, total }: Board, counts: Counts): string {
  const objects = [...counts].map(
    ([object, { done, total: all }]) => `${object} ${counted(done)}/${counted(all)}`,
  );
  return [`Writing texts ${counted(settled)}/${counted(total)}`, ...objects].join(' · ');
}

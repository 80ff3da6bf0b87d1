import type { Board } from './board.ts';
import { offlineText } from './offline/text.ts';
import type { Source } from './source.ts';
import { readText } from './text/read.ts';

/** Writes every text by the offline provider, a pure function of the facts of each. */
export function writeOffline(source: Source, board: Board): void {
  for (let ready = board.takeReady(); ready.length > 0; ready = board.takeReady()) {
    for (const planned of ready) {
      const request = source.requestFor(planned, board.textOf);
      const { text, cut } = readText(offlineText(request, source.industry(request.industry)), request);
      if (text === '') board.giveUp(planned.wanted, 'the offline provider has no words for this field');
      else board.write(planned.wanted, text, cut);
    }
  }
}

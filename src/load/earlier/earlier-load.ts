import { join } from 'node:path';
import type { Neutral } from '../../export/neutral.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import { readJournal } from '../run/journal.ts';
import type { StampedEntry } from '../run/journal-entry.ts';
import { loadsIn } from '../run/run-folder.ts';

/** A run to go on with, and the day to which its dates were shifted. */
export interface EarlierLoad {
  folder: string;
  as_of: string;
}

/** The run that `--resume` continues; undefined, with a message, where there is nothing to resume. */
export function earlierLoad(
  runs: string,
  neutral: Neutral,
  { command, progress }: { command: string; progress: Progress },
): EarlierLoad | undefined {
  const nothing = () => {
    progress.say('No interrupted load to resume; starting a new load.');
    return undefined;
  };
  const folder = loadsIn(runs).at(-1);
  if (!folder) return nothing();
  let begin: Extract<StampedEntry, { event: 'begin' }> | undefined;
  let end: StampedEntry | undefined;
  for (const entry of readJournal(join(folder, 'journal.jsonl'))) {
    if (entry.event === 'begin') begin ??= entry;
    end = entry;
  }
  if (!begin) return nothing();
  if (end?.event === 'end' && end.exitCode === EXIT.done) return nothing();
  if (begin.hash === neutral.hash) return { folder, as_of: begin.as_of };
  throw new UserError(
    { message: 'The dataset was changed after the load to resume.', place: { file: folder } },
    { next: command },
  );
}

import { join } from 'node:path';
import { EXIT, UserError } from '../errors.ts';
import type { Neutral } from '../export/neutral.ts';
import type { Progress } from '../progress.ts';
import { Journal, openSubmissions, readJournal } from './job/journal.ts';
import { settle } from './job/settle.ts';
import type { Session } from './org/session.ts';
import type { SentStore } from './receipts/sent-store.ts';
import { loadsIn } from './run-folder.ts';

interface EarlierOptions {
  /** The command that loads the data set into the org, for what to run next. */
  command: string;
  resume: boolean;
  dryRun: boolean;
  waitMs: number;
  progress: Progress;
  /** Where receipts go. */
  sent: SentStore;
}

/** A run to go on with, and the day to which its dates were shifted. */
export interface EarlierLoad {
  folder: string;
  as_of: string;
}

/**
 * Sees to what the last load into this org left open: its jobs are waited for, so that nothing is sent twice. Answers
 * the run to go on with, where `--resume` asks for it and there is something to resume.
 */
export async function finishEarlier(
  runs: string,
  session: Session,
  neutral: Neutral,
  options: EarlierOptions,
): Promise<EarlierLoad | undefined> {
  const nothing = () => {
    if (options.resume) options.progress.say('There is no interrupted load to resume; this is a new one.');
    return undefined;
  };
  const loads = loadsIn(runs);
  // Every load, since runs of an earlier version may have been taken over from a folder for each name of the org.
  if (!options.dryRun) for (const folder of loads) await settleAll(folder, session, options);
  const folder = loads.at(-1);
  if (!folder) return nothing();
  if (!options.resume) return undefined;
  const entries = readJournal(join(folder, 'journal.jsonl'));
  const begin = entries.find((entry) => entry.event === 'begin');
  if (begin?.event !== 'begin') return nothing();
  const end = entries.at(-1);
  if (end?.event === 'end' && end.exitCode === EXIT.done) return nothing();
  if (begin.hash === neutral.hash) return { folder, as_of: begin.as_of };
  throw new UserError(
    { message: 'The data set was changed after the load that is to be resumed.', place: { file: folder } },
    { next: options.command },
  );
}

async function settleAll(folder: string, session: Session, options: EarlierOptions): Promise<void> {
  const file = join(folder, 'journal.jsonl');
  const open = openSubmissions(readJournal(file));
  if (open.length === 0) return;
  const { waitMs, progress, command, sent } = options;
  const journal = new Journal(file);
  try {
    for (const submission of open) {
      const settled = await settle(submission, { session, folder, journal, sent, waitMs, say: progress.say });
      if (settled !== 'running') continue;
      const message = `A job of ${submission.step} of an earlier load is still under way.`;
      throw new UserError(
        { message, place: { file: folder } },
        { exitCode: EXIT.partial, next: `${command} --resume` },
      );
    }
  } finally {
    journal.close();
  }
}

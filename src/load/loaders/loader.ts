import type { OrgObject } from '../../org/describe.ts';
import type { Session } from '../../org/session.ts';
import type { OrgName } from '../../org/sf-argv.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Journal, OpenSubmission } from '../run/journal.ts';
import type { Receipt, Submission } from '../run/journal-entry.ts';
import type { SentFile } from '../run/sent-file.ts';
import type { SendSettings } from './send-settings.ts';

/** What is done with the rows of a file; of an upsert also the field by which the org finds the records. */
export interface FileWork {
  sobject: string;
  operation: Submission['operation'];
  externalId?: string;
}

/** What a plan is about to send: how many rows, and into which object of the org by which settings. */
export interface PlannedWork extends FileWork, Pick<SendSettings, 'bulkAbove'> {
  rows: number;
  object?: OrgObject | undefined;
}

/** Rows to send, or the ids of records to delete, in a column `Id`. */
export interface Batch extends FileWork {
  submission: Submission;
  file: SentFile;
  /** The rows as CSV, in the folder of the run. */
  path: string;
  /** The org's describe of the sobject; none of a delete. */
  object?: OrgObject;
  /** True for the key of a row that the org didn't have before the load. */
  isNew?(key: string): boolean;
  /** Of batches that wait for their turn, one with a higher priority goes first. */
  priority: number;
}

/** A run whose submissions are settled: where its journal and its files are, and how long it may wait for the org. */
export interface SettleRun {
  session: Session;
  folder: string;
  journal: Journal;
  waitMs: number;
  progress: Pick<Progress, 'say' | 'live'>;
  /** True where the same rows are sent again at once, with the same values, in a further attempt. */
  isResumed?: boolean;
}

/** The run that a loader sends for, with what the configuration says of sending. */
export interface LoaderRun extends SettleRun, Omit<SendSettings, 'retryAttempts'> {
  /** Called with the number of rows of a step that the org has processed so far. */
  processed?(step: string, rows: number): void;
}

/** The result of each row that was sent; `job` is what a person finds the work by in the org. */
interface Results {
  kind: 'results';
  job: string;
  receipts: Receipt[];
}

/** The org still works on the rows, and the loader's `settle` finds out later what becomes of them. */
interface Running {
  kind: 'running';
  job?: string;
  /** The process of an `sf` that may still send them. */
  pid?: number;
}

/** Nothing of the submission is in the org or will be, so that the rows can be sent again. */
interface Nothing {
  kind: 'nothing';
  why: string;
}

/** The org takes none of the rows, and wouldn't if they were sent again. */
export interface Refused {
  kind: 'refused';
  code: string;
  message: string;
}

export type Sent = Results | Running | Nothing | Refused;
export type Settled = Results | Running | Nothing;

/**
 * A way to bring rows into an org that tells the result of each. Plan, receipts, retries, and the report are common to all
 * loaders; of the journal, each writes what its own `settle` needs.
 */
export interface Loader {
  /** The command by which a person sends a file, or the request where there is none; a plan prints it. */
  commandOf(work: PlannedWork, path: string, org: OrgName): string;
  /**
   * Sends a batch once and waits for its results. `begin` writes the submission into the journal: call it right before
   * the first row leaves. What else `settle` needs goes into the journal too.
   */
  send(batch: Batch, run: LoaderRun, begin: () => void): Promise<Sent>;
  /** Finds out the results of a submission of this loader whose run was interrupted; nothing is sent. */
  settle(open: OpenSubmission, sent: SentFile | undefined, run: SettleRun): Promise<Settled>;
}

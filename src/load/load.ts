import { basename, join, resolve } from 'node:path';
import type { Config } from '../config/schema.ts';
import { prefixOf } from '../dataset/prefix.ts';
import type { Neutral } from '../export/neutral.ts';
import type { Prepared } from '../export/prepare.ts';
import type { Progress } from '../progress.ts';
import { countInOrg } from './difference/count-in-org.ts';
import { type OrgState, readOrg } from './difference/read-org.ts';
import { stillMissing } from './difference/still-missing.ts';
import { finishEarlier } from './earlier-load.ts';
import { takeOverRuns } from './earlier-runs.ts';
import { execute, sfSlots } from './job/execute.ts';
import { Journal, readJournal } from './job/journal.ts';
import { Outcomes } from './job/outcomes.ts';
import { withLock } from './lock.ts';
import { onInterrupt } from './on-interrupt.ts';
import { CallLog } from './org/call-log.ts';
import { guardProduction } from './org/guard.ts';
import { openSession, type Session } from './org/session.ts';
import type { OrgName } from './org/sf-argv.ts';
import { type LoadStep, planLoad } from './plan.ts';
import { againstRecords } from './preflight/against-records.ts';
import { examine, targetFlag } from './preflight/examine.ts';
import type { Finding } from './preflight/preflight.ts';
import { refuseErrors } from './preflight/refuse-errors.ts';
import { makeReport } from './report/make-report.ts';
import type { LoadReport } from './report/report.ts';
import { writeReport } from './report/write-report.ts';
import { newRunFolder, openRuns, runsOf } from './run-folder.ts';
import { userPlace } from './user-place.ts';

export interface LoadOptions {
  config: Config;
  /** The data set's folder: runs are kept below it. */
  dir: string;
  asOf?: string;
  resume: boolean;
  /** The objects to load; all without it. */
  only?: readonly string[];
  dryRun: boolean;
  allowProduction?: string;
  waitMinutes: number;
  progress: Progress;
}

/** A plan that was made and not run. */
export interface DryRun {
  org: string;
  folder: string;
  steps: LoadStep[];
  findings: Finding[];
  prepared: Prepared;
  session: Session;
}

export type LoadResult = { kind: 'loaded'; report: LoadReport } | { kind: 'planned'; plan: DryRun };

/** Brings a data set into one org: what the org lacks of it, parents first, in jobs that survive this process. */
export async function load(org: OrgName, neutral: Neutral, options: LoadOptions): Promise<LoadResult> {
  const session = await openSession(org, new CallLog(), options.config.salesforce.retry_attempts);
  const { dir } = options;
  const runs = runsOf(dir, session);
  if (options.dryRun) return loadInto(session, runs, neutral, options);
  const work = async () => {
    takeOverRuns(dir, session);
    return loadInto(session, runs, neutral, options);
  };
  const lock = { what: 'load', prefix: prefixOf(neutral), dir: resolve(dir) };
  return withLock(runs, lock, work, userPlace(session.orgId));
}

async function loadInto(
  session: Session,
  runs: string,
  neutral: Neutral,
  options: LoadOptions,
): Promise<LoadResult> {
  const { config, dryRun, only, progress } = options;
  const began = Date.now();
  const waitMs = options.waitMinutes * 60_000;
  const command = `sfdc-datagen load ${options.dir}${targetFlag(session.org)}`;

  const earlier = await finishEarlier(runs, session, neutral, { ...options, command, waitMs });
  const examined = await examine(session, neutral, config, options.asOf ?? earlier?.as_of);
  const { organization, limits, prepared, findings } = examined;
  if (!dryRun) guardProduction(organization, session.host, options.allowProduction, command);
  // What can be told without the org's records is told with the rest, unless there is nothing to find them by.
  if (!examined.readable) refuseErrors(findings);

  const externalIdField = config.salesforce.external_id_field;
  const context = { externalIdField, prefix: prefixOf(neutral) };
  const state = await readOrg(session, prepared, context);
  const wanted = state.differences.filter(({ sobject }) => !only || only.includes(sobject));
  const steps = planLoad(wanted, externalIdField, neutral.load);
  const present = new Set(state.ids.keys());
  const room = againstRecords(prepared, state, steps, { limits, externalIdField });
  findings.push(...room);
  refuseErrors(findings);
  tell(findings, progress);

  const folder = earlier?.folder ?? newRunFolder(runs, dryRun ? '-dry-run' : '');
  const shown = join(openRuns(options.dir, session), basename(folder));
  session.log.openFile(join(folder, 'calls.jsonl'));
  if (dryRun)
    return {
      kind: 'planned',
      plan: { org: session.name, folder: shown, steps, findings, prepared, session },
    };

  const { journal, outcomes, attempts } = openJournal(folder, session, prepared, present);
  for (const pass of ['records', 'links'] as const) outcomes.forgetFailures(pass, unchangedKeys(state, pass));
  const interrupted = onInterrupt(() => progress.say(`Interrupted. Next: ${command} --resume`));
  await execute(steps, {
    ...{ session, folder, journal, progress, outcomes, attempts, waitMs, slots: sfSlots() },
    retryAttempts: config.salesforce.retry_attempts,
    batchSize: config.salesforce.batch_size,
    stillMissing: (step, rows) => stillMissing(session, prepared, context, step, rows),
  }).finally(interrupted.off);

  const inOrg = steps.length > 0 ? await countInOrg(session, prepared, context) : state.counts;
  const seconds = (Date.now() - began) / 1_000;
  const report = makeReport({
    ...{ session, prepared, folder: shown, steps, outcomes, findings, inOrg, only, seconds },
  });
  writeReport(report, folder);
  journal.write({ event: 'end', exitCode: report.exitCode });
  journal.close();
  return { kind: 'loaded', report };
}

function tell(findings: readonly Finding[], progress: Progress): void {
  for (const { severity, problem } of findings) {
    const text = `${severity}: ${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`;
    if (severity === 'warning') progress.say(text);
    else progress.detail(text);
  }
}

/** Opens the journal of a run; one that is gone on with remembers its receipts and attempts. */
function openJournal(folder: string, session: Session, prepared: Prepared, present: ReadonlySet<string>) {
  const file = join(folder, 'journal.jsonl');
  const outcomes = new Outcomes(present);
  const attempts = new Map<string, number>();
  const entries = readJournal(file);
  for (const entry of entries) {
    if ('attempt' in entry) attempts.set(entry.step, Math.max(entry.attempt, attempts.get(entry.step) ?? 0));
    if (entry.event === 'results') outcomes.recall(entry.pass, entry.receipts);
  }
  const journal = new Journal(file);
  if (entries.length === 0) {
    const { name: dataset, hash, as_of } = prepared.neutral;
    const { name: org, orgId, username } = session;
    journal.write({ event: 'begin', dataset, hash, as_of, org, orgId, username });
  }
  return { journal, outcomes, attempts };
}

function unchangedKeys(state: OrgState, pass: 'records' | 'links'): string[] {
  return state.differences.flatMap((one) => {
    if (one.by === 'insert') return pass === 'records' ? one.part.unchanged : [];
    return one.parts.filter(({ file }) => file.pass === pass).flatMap((part) => part.unchanged);
  });
}

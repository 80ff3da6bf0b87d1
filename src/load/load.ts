import { basename, join, resolve } from 'node:path';
import { catalogOf } from '../catalog/overlay.ts';
import type { Config } from '../config/schema.ts';
import { prefixOf } from '../dataset/prefix.ts';
import type { Neutral } from '../export/neutral.ts';
import type { PreparedExport } from '../export/prepare.ts';
import { CallLog } from '../org/call-log.ts';
import { guardProduction } from '../org/guard.ts';
import { cleanupCommand, interruptedText, loadCommand } from '../org/next-command.ts';
import { openSession } from '../org/open-session.ts';
import type { Session, Way } from '../org/session.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { UserError } from '../shared/errors.ts';
import type { Progress } from '../shared/progress.ts';
import { extras, forgetAccounted } from './difference/extra.ts';
import { countInOrg } from './difference/held.ts';
import { type CompareContext, type OrgState, readOrg, stillMissing } from './difference/read-org.ts';
import { awaitEarlierJobs, tellEarlierJobs } from './earlier/earlier-jobs.ts';
import { type EarlierLoad, earlierLoad } from './earlier/earlier-load.ts';
import { takeOverRuns } from './earlier/earlier-runs.ts';
import { execute } from './execute/execute.ts';
import { hasGrown, receivedKeys } from './execute/has-grown.ts';
import { openJournal } from './execute/open-journal.ts';
import { LOADER_OF, type LoaderName } from './loaders/registry.ts';
import { type LoadStep, planLoad } from './plan.ts';
import { againstRecords } from './preflight/against-records.ts';
import { examine } from './preflight/examine.ts';
import { type Finding, refuseErrors, tellFindings } from './preflight/preflight.ts';
import { type LoadsOfPrefix, loadsOfPrefix, noteLoad } from './receipts/known-loads.ts';
import { SentStore } from './receipts/sent-store.ts';
import { userPlace } from './receipts/user-place.ts';
import { makeReport, writeReport } from './report/make-report.ts';
import type { LoadReport } from './report/report.ts';
import { withLock } from './run/lock.ts';
import { interruptible } from './run/on-interrupt.ts';
import { newRunFolder, openRuns, runsOf } from './run/run-folder.ts';

export interface LoadOptions {
  config: Config;
  /** The way to the org; see `openSession`. */
  via?: Way | undefined;
  /** True where records may go past duplicate rules that allow it, which takes the direct way. */
  allowDuplicates?: boolean;
  /** What names the dataset on the command line, where it is not the folder. */
  source?: readonly string[];
  /** The dataset's folder: runs are kept below it. */
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
  loader: LoaderName;
  bulkAbove: number;
  folder: string;
  steps: LoadStep[];
  findings: Finding[];
  prepared: PreparedExport;
  session: Session;
}

export type LoadResult = { kind: 'loaded'; report: LoadReport } | { kind: 'planned'; plan: DryRun };

/** Loads a dataset into one org: what the org lacks of it, parents first, in jobs that survive this process. */
export async function load(org: OrgName, neutral: Neutral, options: LoadOptions): Promise<LoadResult> {
  const next = `${loadCommand(options.source ?? [options.dir], org)} --resume`;
  return interruptible(
    () => options.progress.say(interruptedText(options.dryRun ? undefined : next)),
    () => openAndLoad(org, neutral, options),
  );
}

async function openAndLoad(org: OrgName, neutral: Neutral, options: LoadOptions): Promise<LoadResult> {
  const { retry_attempts: retryAttempts } = options.config.salesforce;
  const log = new CallLog(options.progress.say);
  const session = await openSession({ org, log, retryAttempts }, options.via);
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
  const began = Date.now();
  const plan = await planInto(session, runs, neutral, options);
  const { dryRun, dir } = options;
  const loader = LOADER_OF[session.via];
  const { earlier, steps, findings, prepared } = plan;
  const folder = earlier?.folder ?? newRunFolder(runs, dryRun ? '-dry-run' : '');
  const shown = join(openRuns(dir, session), basename(folder));
  session.log.openFile(join(folder, 'calls.jsonl'));
  if (dryRun)
    return {
      kind: 'planned',
      plan: {
        org: session.name,
        loader,
        bulkAbove: options.config.salesforce.bulk_above,
        folder: shown,
        steps,
        findings,
        prepared,
        session,
      },
    };
  const report = await carryOut(session, plan, { ...options, loader, folder, shown, began });
  return { kind: 'loaded', report };
}

/** What a load is about to do in an org, and what it found out on the way there. */
interface Plan {
  command: string;
  earlier: EarlierLoad | undefined;
  prepared: PreparedExport;
  context: CompareContext;
  known: LoadsOfPrefix;
  state: OrgState;
  steps: LoadStep[];
  findings: Finding[];
}

/** Checks the org, waits for what earlier runs left under way, and compares: nothing is sent. */
async function planInto(
  session: Session,
  runs: string,
  neutral: Neutral,
  options: LoadOptions,
): Promise<Plan> {
  const { config, dryRun, only, progress } = options;
  const command = loadCommand(options.source ?? [options.dir], session.org);
  const externalIdField = config.salesforce.external_id_field;
  const context = { externalIdField, prefix: prefixOf(neutral), sent: new SentStore(runs) };

  const earlier = options.resume ? earlierLoad(runs, neutral, { command, progress }) : undefined;
  const examined = await examine(session, neutral, config, options.asOf ?? earlier?.as_of);
  const { organization, limits, prepared, findings, readable } = examined;
  if (!dryRun) guardProduction(organization, session.host, options.allowProduction, command);
  // What needs none of the org's records is reported with the rest, unless there is nothing to find them by.
  if (!readable) refuseErrors(findings);

  const newcomer = {
    ...{ ...context, session, runs, progress, waitMs: options.waitMinutes * 60_000 },
    ...{ catalog: catalogOf(config.objects), next: `${command} --resume` },
  };
  if (dryRun) await tellEarlierJobs(newcomer);
  else await awaitEarlierJobs(newcomer);

  const known = loadsOfPrefix(options.dir, context.prefix, neutral, session);
  const state = await readOrg(session, prepared, context);
  forgetAccounted(state, neutral, known, session);
  const wanted = state.differences.filter(({ sobject }) => !only || only.includes(sobject));
  const steps = planLoad(wanted, externalIdField, neutral.load);
  const ofRecords = await againstRecords(prepared, state, steps, { ...context, limits, session, known });
  findings.push(...ofRecords);
  refuseErrors(findings);
  tellFindings(findings, progress);
  return { command, earlier, prepared, context, known, state, steps, findings };
}

/** Runs the steps of a plan, counts what the org has then, and writes the report. */
async function carryOut(
  session: Session,
  { command, prepared, context, known, state, steps, findings }: Plan,
  run: LoadOptions & { loader: LoaderName; folder: string; shown: string; began: number },
): Promise<LoadReport> {
  const { config, folder, loader, progress, only } = run;
  const { sent, prefix } = context;
  noteLoad(userPlace(session.orgId), known.own);
  state.blanks.keep();
  sent.compact();
  const { journal, outcomes, attempts } = openJournal(folder, session, prepared, state);
  const before = receivedKeys(prepared, outcomes);
  await execute(steps, {
    ...{ loader, session, folder, journal, sent, progress, outcomes, attempts },
    ...{ schema: prepared.schema, allowDuplicates: run.allowDuplicates === true },
    waitMs: run.waitMinutes * 60_000,
    retryAttempts: config.salesforce.retry_attempts,
    batchSize: config.salesforce.batch_size,
    bulkAbove: config.salesforce.bulk_above,
    stillMissing: (file, rows, known) => stillMissing(session, prepared, context, file, rows, known),
  }).catch((error) => {
    throw withResume(error, command);
  });

  const inOrg = steps.length > 0 ? await countInOrg(session, prepared, context) : state.counts;
  const grown = hasGrown(state, { prepared, steps, outcomes, before, inOrg });
  const after = grown ? await readOrg(session, prepared, context) : state;
  if (grown) forgetAccounted(after, prepared.neutral, known, session);
  const report = makeReport({
    ...{ session, prepared, folder: run.shown, steps, outcomes, findings, inOrg, only },
    seconds: (Date.now() - run.began) / 1_000,
    left: state.left,
    extra: extras(after, prefix, grown),
    unclear: unclearKeys(state),
    wayOn: [cleanupCommand(prefix, session.org), command],
  });
  writeReport(report, folder);
  journal.write({ event: 'end', exitCode: report.exitCode });
  journal.close();
  return report;
}

/** An error that stopped a load, with the command that continues it. */
function withResume(error: unknown, command: string): unknown {
  if (!(error instanceof UserError) || error.next) return error;
  const { problems, exitCode, notes, outcome } = error;
  const same = { exitCode, notes, ...(outcome === undefined ? {} : { outcome }) };
  return new UserError(problems, { ...same, next: `${command} --resume`, cause: error });
}

function unclearKeys(state: OrgState): string[] {
  return state.differences.flatMap((one) => (one.by === 'insert' ? one.part.unclear : []));
}

import { basename, join, resolve } from 'node:path';
import { prefixOf } from '../dataset/prefix.ts';
import type { Neutral } from '../export/neutral.ts';
import type { PreparedExport } from '../export/prepare.ts';
import { CallLog } from '../org/call-log.ts';
import { interruptedText, loadCommand } from '../org/next-command.ts';
import { openSession } from '../org/session/open-session.ts';
import type { Session } from '../org/session.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { interruptible } from '../shared/on-interrupt.ts';
import { type AdoptedRecord, adoptedRecords } from './adopt/adopted-text.ts';
import { carryOut } from './carry-out.ts';
import { type Pruned, prunable } from './cleanup/prune.ts';
import { takeOverRuns } from './earlier/earlier-runs.ts';
import { LOADER_OF, type LoaderName } from './loaders/registry.ts';
import { type SendSettings, sendSettings } from './loaders/send-settings.ts';
import type { LoadOptions } from './options.ts';
import type { LoadStep } from './plan.ts';
import { planForOrg } from './plan-for-org.ts';
import type { Finding } from './preflight/preflight.ts';
import { SentStore } from './receipts/sent-store.ts';
import { userPlace } from './receipts/user-place.ts';
import type { LoadReport } from './report/report.ts';
import { withLock } from './run/lock.ts';
import { newRunFolder, openRuns, runsOf } from './run/run-folder.ts';

/** A plan that was made and not run. */
export interface DryRun {
  org: string;
  loader: LoaderName;
  settings: SendSettings;
  folder: string;
  steps: LoadStep[];
  findings: Finding[];
  prepared: PreparedExport;
  session: Session;
  /** The records that rows would take over. */
  adopted: AdoptedRecord[];
  /** What `--prune` would delete. */
  prunes: Pruned[];
}

export type LoadResult = { kind: 'loaded'; report: LoadReport } | { kind: 'planned'; plan: DryRun };

/** Loads a dataset into one org: what the org lacks of it, parents first. What was sent survives this process, and `resume` continues. */
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
  const plan = await planForOrg(session, runs, neutral, options);
  const { dryRun, dir } = options;
  const loader = LOADER_OF[session.via];
  const { earlier, steps, findings, prepared } = plan;
  const folder = earlier?.folder ?? newRunFolder(runs, dryRun ? '-dry-run' : '');
  const shown = join(openRuns(dir, session), basename(folder));
  session.log.openFile(join(folder, 'calls.jsonl'));
  if (dryRun) {
    const others = plan.known.loads
      .filter((one) => one.dir !== plan.known.own.dir)
      .map((one) => new SentStore(runsOf(one.dir, session)));
    const dataset = { ...plan.context, keys: prepared.keys, only: options.only, others };
    const prunes = options.prune ? await prunable(session, dataset) : [];
    return {
      kind: 'planned',
      plan: {
        org: session.name,
        loader,
        settings: sendSettings(options.config, options.allowDuplicates),
        folder: shown,
        steps,
        findings,
        prepared,
        session,
        adopted: adoptedRecords(plan.wanted),
        prunes,
      },
    };
  }
  const report = await carryOut(session, plan, { ...options, loader, folder, shown, began });
  return { kind: 'loaded', report };
}

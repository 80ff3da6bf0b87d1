import { catalogOf } from '../catalog/overlay.ts';
import { prefixOf } from '../dataset/prefix.ts';
import type { Neutral } from '../export/neutral.ts';
import type { PreparedExport } from '../export/prepare.ts';
import { guardProduction } from '../org/guard.ts';
import { loadCommand } from '../org/next-command.ts';
import type { Session } from '../org/session.ts';
import { forgetAccounted } from './difference/extra.ts';
import {
  type CompareContext,
  type OrgState,
  readOrg,
  type SObjectDifference,
} from './difference/read-org.ts';
import { awaitEarlierJobs, tellEarlierJobs } from './earlier/earlier-jobs.ts';
import { type EarlierLoad, earlierLoad } from './earlier/earlier-load.ts';
import type { LoadOptions } from './options.ts';
import { type LoadStep, planLoad } from './plan.ts';
import { againstRecords } from './preflight/against-records.ts';
import { examine } from './preflight/examine.ts';
import { type Finding, refuseErrors, tellFindings } from './preflight/preflight.ts';
import { type LoadsOfPrefix, loadsOfPrefix } from './receipts/known-loads.ts';
import { SentStore } from './receipts/sent-store.ts';

/** What a load is about to do in an org, and what it found out on the way there. */
export interface OrgPlan {
  command: string;
  earlier: EarlierLoad | undefined;
  prepared: PreparedExport;
  context: CompareContext;
  known: LoadsOfPrefix;
  state: OrgState;
  /** What differs of the objects to load. */
  wanted: SObjectDifference[];
  steps: LoadStep[];
  findings: Finding[];
}

/** Checks an org, waits for what earlier runs left running in it, and compares it with the dataset: nothing is sent. */
export async function planForOrg(
  session: Session,
  runs: string,
  neutral: Neutral,
  options: LoadOptions,
): Promise<OrgPlan> {
  const { config, dryRun, only, progress } = options;
  const command = loadCommand(options.source ?? [options.dir], session.org);
  const externalIdField = config.salesforce.external_id_field;
  const context = { externalIdField, prefix: prefixOf(neutral), sent: new SentStore(runs) };

  const earlier = options.resume ? earlierLoad(runs, neutral, { command, progress }) : undefined;
  const examined = await examine(session, neutral, config, {
    asOf: options.asOf ?? earlier?.as_of,
    only,
    allowDuplicates: options.allowDuplicates,
  });
  const { organization, prepared, findings, readable } = examined;
  if (!dryRun) guardProduction(organization, session.host, options.allowProduction, command);
  const newcomer = {
    ...{ ...context, session, runs, progress, waitMs: options.waitMinutes * 60_000 },
    ...{ catalog: catalogOf(config.objects), next: `${command} --resume`, resumes: earlier?.folder },
  };
  // A load that is refused below doesn't wait for jobs first.
  if (dryRun) await tellEarlierJobs(newcomer);
  else if (readable) await awaitEarlierJobs(newcomer);

  const known = loadsOfPrefix(options.dir, context.prefix, neutral, session);
  const state = await readOrg(session, prepared, context);
  forgetAccounted(state, neutral, known, session);
  const wanted = state.differences.filter(({ sobject }) => !only || only.includes(sobject));
  const steps = planLoad(wanted, externalIdField, neutral.load);
  const ofRecords = await againstRecords(examined, state, steps, { ...context, session, known });
  // Nothing looks at the records themselves any more, and there may be very many.
  state.held = [];
  findings.push(...ofRecords);
  refuseErrors(findings);
  tellFindings(findings, progress);
  return { command, earlier, prepared, context, known, state, wanted, steps, findings };
}

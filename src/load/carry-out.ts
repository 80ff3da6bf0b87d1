import { cleanupCommand } from '../org/next-command.ts';
import type { Session } from '../org/session.ts';
import { UserError } from '../shared/errors.ts';
import { extras, forgetAccounted } from './difference/extra.ts';
import { countInOrg } from './difference/held.ts';
import { type OrgState, readOrg, stillMissing } from './difference/read-org.ts';
import { execute } from './execute/execute.ts';
import { hasGrown, receivedKeys } from './execute/has-grown.ts';
import { openJournal } from './execute/open-journal.ts';
import type { LoaderName } from './loaders/registry.ts';
import type { LoadOptions } from './options.ts';
import type { OrgPlan } from './plan-for-org.ts';
import { noteLoad } from './receipts/known-loads.ts';
import { userPlace } from './receipts/user-place.ts';
import { makeReport, writeReport } from './report/make-report.ts';
import type { LoadReport } from './report/report.ts';

/** Runs the steps of a plan, counts what the org has then, and writes the report. */
export async function carryOut(
  session: Session,
  { command, prepared, context, known, state, steps, findings }: OrgPlan,
  run: LoadOptions & {
    loader: LoaderName;
    folder: string;
    /** The folder as people know it. */
    shown: string;
    /** When the load began, in ms. */
    began: number;
  },
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

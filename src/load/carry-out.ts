import { dirname } from 'node:path';
import type { PreparedExport } from '../export/prepare.ts';
import { cleanupCommand } from '../org/next-command.ts';
import type { Session } from '../org/session.ts';
import { UserError } from '../shared/errors.ts';
import { adoptedRecords } from './adopt/adopted-text.ts';
import { livingAdopted } from './adopt/living-adopted.ts';
import { type PruneResult, prunable, prune } from './cleanup/prune.ts';
import { extras, forgetAccounted } from './difference/extra.ts';
import { countInOrg } from './difference/held.ts';
import { type OrgState, readOrg, stillMissing } from './difference/read-org.ts';
import { execute } from './execute/execute.ts';
import { hasGrown, receivedKeys } from './execute/has-grown.ts';
import { openJournal } from './execute/open-journal.ts';
import type { Outcomes } from './execute/outcomes.ts';
import type { LoaderName } from './loaders/registry.ts';
import { sendSettings } from './loaders/send-settings.ts';
import type { LoadOptions } from './options.ts';
import type { OrgPlan } from './plan-for-org.ts';
import { noteLoad } from './receipts/known-loads.ts';
import { SentStore } from './receipts/sent-store.ts';
import { userPlace } from './receipts/user-place.ts';
import { makeReport, writeReport } from './report/make-report.ts';
import type { LoadReport } from './report/report.ts';
import { runsOf } from './run/run-folder.ts';

/** Runs the steps of a plan, counts what the org has then, and writes the report. */
export async function carryOut(
  session: Session,
  { command, prepared, context, known, state, wanted, steps, findings }: OrgPlan,
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
    ...sendSettings(config, run.allowDuplicates),
    schema: prepared.schema,
    waitMs: run.waitMinutes * 60_000,
    stillMissing: (file, rows, known) =>
      stillMissing(session, prepared, { ...context, adopted: state.adopted }, file, rows, known),
  }).catch((error) => {
    throw withResume(error, command);
  });

  const found = { ...context, adopted: state.adopted, ids: outcomes.ids };
  const inOrg = steps.length > 0 ? await countInOrg(session, prepared, found) : state.counts;
  const grown = hasGrown(state, { prepared, steps, outcomes, before, inOrg });
  const after = grown ? await readOrg(session, prepared, context) : state;
  if (grown) forgetAccounted(after, prepared.neutral, known, session);
  const others = known.loads
    .filter(({ dir }) => dir !== known.own.dir)
    .map(({ dir }) => new SentStore(runsOf(dir, session)));
  const dataset = { ...context, keys: prepared.keys, others };
  const absent = absentObjects(sent, prepared);
  // An object without rows isn't compared; what is left of it counts all the same.
  if (absent.length > 0)
    for (const { sobject } of await prunable(session, { ...dataset, only: absent }))
      state.left.set(sobject, (state.left.get(sobject) ?? 0) + 1);
  const isGone = (key: string) => !prepared.neutral.update && !prepared.keys.has(key);
  const released = await livingAdopted(session, [sent], { prefix, isGone });
  const report = (pruned?: PruneResult) => {
    const made = makeReport({
      ...{ session, prepared, folder: run.shown, steps, outcomes, findings, inOrg, only },
      seconds: (Date.now() - run.began) / 1_000,
      left: state.left,
      adopted: adoptedRecords(wanted),
      released,
      prune: pruned,
      extra: extras(after, prefix, grown),
      unclear: unclearKeys(state),
      wayOn: [cleanupCommand(prefix, session.org), command],
    });
    writeReport(made, folder);
    return made;
  };
  const loaded = report();
  journal.write({ event: 'end', exitCode: loaded.exitCode });
  journal.close();
  if (!run.prune) return loaded;
  // The load is over by then, whatever becomes of this.
  return report(
    await pruneAfter(outcomes, session, {
      ...{ ...dataset, ids: outcomes.ids, only, runs: dirname(folder), config, progress },
      ...{ waitMinutes: run.waitMinutes, next: `${command} --prune` },
    }),
  );
}

/** The objects that earlier loads sent and that the dataset no longer has. */
function absentObjects(sent: SentStore, { neutral }: PreparedExport): string[] {
  const present = new Set(neutral.tables.map(({ sobject }) => sobject));
  return neutral.update ? [] : sent.sobjects().filter((sobject) => !present.has(sobject));
}

/** Prunes after a load in which every row came in: what failed may still depend on what would be pruned. */
async function pruneAfter(
  outcomes: Outcomes,
  session: Session,
  dataset: Parameters<typeof prune>[2],
): Promise<PruneResult> {
  const records = await prunable(session, dataset);
  if (records.length === 0 || outcomes.isWhole) return prune(session, records, dataset);
  const message = 'Not every row came in, and what failed may depend on records that would be pruned.';
  return { deleted: {}, failed: [], refused: [{ message }] };
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

import { join, resolve } from 'node:path';
import { catalogOf } from '../../catalog/overlay.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { Config } from '../../config/schema.ts';
import { readOrganization, readSchema } from '../../org/about-org.ts';
import { CallLog } from '../../org/call-log.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { guardProduction } from '../../org/guard.ts';
import { cleanupCommand, interruptedText, targetFlag } from '../../org/next-command.ts';
import { openSession } from '../../org/session/open-session.ts';
import type { Session, Way } from '../../org/session.ts';
import type { OrgName } from '../../org/sf-argv.ts';
import { countsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import { interruptible } from '../../shared/on-interrupt.ts';
import type { Progress } from '../../shared/progress.ts';
import { PackedMap } from '../../shared/rows/packed-map.ts';
import { livingAdopted } from '../adopt/living-adopted.ts';
import type { Ids } from '../difference/held.ts';
import { awaitEarlierJobs, type Newcomer, tellEarlierJobs } from '../earlier/earlier-jobs.ts';
import { LOADER_OF } from '../loaders/registry.ts';
import { sendSettings } from '../loaders/send-settings.ts';
import { foldersOf, noteCleanup, realFolder } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { userPlace } from '../receipts/user-place.ts';
import { withLock } from '../run/lock.ts';
import { CLEANUP, newRunFolder, openRuns, runsOf } from '../run/run-folder.ts';
import { isAdopted, madeBelowAdopted, refuseAdopted } from './adopted.ts';
import type { ToDelete } from './cleanup-prefix.ts';
import type { DeleteFailure } from './delete-records.ts';
import { deleteStages, type OwnIds, stagesOf } from './delete-stages.ts';
import { ownChildren } from './own-children.ts';
import { readIds } from './read-ids.ts';
import { countsOf, ForeignFile, losingCounts, refuseForeign } from './refuse-foreign.ts';
import { refuseOthersLoads } from './refuse-others-loads.ts';
import { type Survey, surveyor, type Uncounted } from './survey.ts';

export interface CleanupOptions extends ToDelete {
  config: Config;
  /** The way to the org; see `openSession`. */
  via?: Way | undefined;
  dir: string;
  hardDelete: boolean;
  dryRun: boolean;
  /** Also delete records of others that depend on the dataset's. */
  takeForeign: boolean;
  allowProduction?: string;
  waitMinutes: number;
  progress: Progress;
}

export interface Cleanup {
  org: string;
  prefix: string;
  dryRun: boolean;
  folder: string;
  /** Records of the dataset before, by sobject. */
  found: Record<string, number>;
  /** Records of people that loads took over; they stay. */
  adopted: Record<string, number>;
  /** Records of others that would go along, or that block the delete. */
  foreign: Record<string, number>;
  /** Records of others that stay and lose a lookup, by sobject and field: `Contact.ReportsToId`. */
  losing: Record<string, number>;
  /** Lookups whose records the org didn't count. */
  uncounted: Uncounted[];
  /** Records of the dataset that are left. */
  left: Record<string, number>;
  failed: DeleteFailure[];
  exitCode: number;
}

/** Deletes the records of an org whose key begins with a prefix: counts first, children first. */
export async function cleanup(org: OrgName, options: CleanupOptions): Promise<Cleanup> {
  const next = options.dryRun ? undefined : cleanupCommand(options.prefix, org);
  return interruptible(
    () => options.progress.say(interruptedText(next)),
    () => openAndClean(org, options),
  );
}

async function openAndClean(org: OrgName, options: CleanupOptions): Promise<Cleanup> {
  const { retry_attempts: retryAttempts } = options.config.salesforce;
  const log = new CallLog(options.progress.say);
  const session = await openSession({ org, log, retryAttempts }, options.via);
  const { dir, prefix } = options;
  const runs = runsOf(dir, session);
  openRuns(dir, session);
  const work = () => cleanupIn(session, runs, options);
  if (options.dryRun) return work();
  return withLock(runs, { what: 'cleanup', prefix, dir: resolve(dir) }, work, userPlace(session.orgId));
}

async function cleanupIn(session: Session, runs: string, options: CleanupOptions): Promise<Cleanup> {
  const { config, prefix, progress, dryRun } = options;
  const folder = newRunFolder(runs, CLEANUP);
  session.log.openFile(join(folder, 'calls.jsonl'));
  const command = cleanupCommand(prefix, session.org);
  const organization = await readOrganization(session);
  if (!dryRun) guardProduction(organization, session.host, options.allowProduction, command);
  const externalIdField = config.salesforce.external_id_field;
  const catalog = catalogOf(config.objects);
  const schema = await readSchema(session, Object.keys(catalog));
  const keyed = keyedObjects(catalog, schema, externalIdField, session);

  const keys = { prefix, externalIdField, catalog };
  await settleEarlier({ ...options, ...keys, session, runs, next: command });

  const dirs = [...new Set([realFolder(options.dir), ...foldersOf(userPlace(session.orgId), prefix)])];
  const stores = dirs.map((dir) => new SentStore(runsOf(dir, session)));
  const madeBelow = await madeBelowAdopted(session, stores, { catalog, schema, prefix });
  const ids: Ids = new PackedMap();
  const ownIds: OwnIds = async (sobjects) =>
    new Map(
      await Promise.all(
        sobjects.map(async (sobject) => {
          if (!hasKey(schema, sobject, externalIdField)) return [sobject, await madeBelow(sobject)] as const;
          const all = await readIds(session, sobject, externalIdField, prefix, schema[sobject]);
          const read = all.filter(({ id }) => !isAdopted(stores, id));
          for (const { key, id } of read) ids.set(key, id);
          return [sobject, read.map(({ id }) => id)] as const;
        }),
      ),
    );
  const own = await ownIds(keyed);
  const keyless = await ownIds(keylessObjects(catalog, schema, externalIdField));
  for (const [sobject, found] of keyless) if (found.length > 0) own.set(sobject, found);
  const isOwnChild = ownChildren({ dirs, stores, prefix, config, schema, ids });
  const adopted = await livingAdopted(session, stores, { prefix });
  const survey = await surveyor(session, { catalog, externalIdField, prefix, own, isOwnChild });
  const first = await survey(own);
  // Objects that the catalog lacks are found by the records that they depend on.
  for (const [sobject, found] of first.own)
    own.set(sobject, [...new Set([...(own.get(sobject) ?? []), ...found])]);
  const found = counts(own);
  progress.say(`${session.name} has ${countsText(found)} with prefix ${prefix}`);
  refuseOthersLoads(options, found, session);
  const result = {
    ...{ org: session.name, prefix, dryRun, folder, found },
    adopted,
    ...{ foreign: countsOf(first.foreign), losing: losingCounts(first), uncounted: first.uncounted },
  };
  const foreignFile = new ForeignFile(folder);
  foreignFile.add(first);
  if (dryRun) return { ...result, left: found, failed: [], exitCode: EXIT.done };
  const check = (now: Survey, deleted: readonly string[]) => {
    foreignFile.add(now);
    refuseAdopted(now, stores, deleted);
    if (!options.takeForeign)
      refuseForeign(now, {
        ...{ others: `Records that aren't part of ${prefix}`, these: 'it', them: 'it', work: 'cleanup' },
        file: foreignFile.path,
        command: `${command} --take-foreign`,
        deleted,
      });
  };
  check(first, []);

  noteCleanup(userPlace(session.orgId), prefix, options.dir);
  const failed = await deleteStages(await stagesOf(session, catalog, [...own.keys()]), {
    ...options,
    ...{ session, folder, ownIds, survey, check, next: command },
    loader: LOADER_OF[session.via],
    ...sendSettings(config),
  });
  const left = counts(await ownIds([...own.keys()]));
  const incomplete = failed.length > 0 || Object.keys(left).length > 0;
  return { ...result, left, failed, exitCode: incomplete ? EXIT.partial : EXIT.done };
}

/** The objects of the catalog on which the org has the External ID field. */
function keyedObjects(catalog: Catalog, schema: OrgSchema, externalIdField: string, session: Session) {
  const keyed = Object.keys(catalog).filter((sobject) => schema[sobject]?.fields[externalIdField]);
  if (keyed.length > 0) return keyed;
  throw new UserError(
    {
      message: `No object of the org has the field ${externalIdField}, or you don't have access to it, so no dataset can be found.`,
    },
    { exitCode: EXIT.preflight, next: `sfdc-datagen setup${targetFlag(session.org)}` },
  );
}

const hasKey = (schema: OrgSchema, sobject: string, field: string) =>
  schema[sobject] === undefined || schema[sobject].fields[field] !== undefined;

/** The objects of the catalog whose records have no key. */
function keylessObjects(catalog: Catalog, schema: OrgSchema, externalIdField: string): string[] {
  return Object.keys(catalog).filter(
    (sobject) => catalog[sobject]!.match.by !== 'external_id' && !hasKey(schema, sobject, externalIdField),
  );
}

/** Waits for jobs that other runs left; a cleanup that only looks says which there are. */
async function settleEarlier({
  dryRun,
  waitMinutes,
  ...run
}: Omit<Newcomer, 'sent' | 'waitMs'> & Pick<CleanupOptions, 'dryRun' | 'waitMinutes'>): Promise<void> {
  const newcomer = { ...run, sent: new SentStore(run.runs), waitMs: waitMinutes * 60_000 };
  if (dryRun) await tellEarlierJobs(newcomer);
  else await awaitEarlierJobs(newcomer);
}

const counts = (ids: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries(
    [...ids].filter(([, list]) => list.length > 0).map(([sobject, list]) => [sobject, list.length]),
  );

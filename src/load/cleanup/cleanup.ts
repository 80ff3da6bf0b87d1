import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dependencyLevels } from '../../catalog/derive.ts';
import { catalogOf } from '../../catalog/overlay.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { Config } from '../../config/schema.ts';
import { csvText } from '../../dataset/csv.ts';
import { readOrganization, readSchema } from '../../org/about-org.ts';
import { CallLog } from '../../org/call-log.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { guardProduction } from '../../org/guard.ts';
import { cleanupCommand, interruptedText, targetFlag } from '../../org/next-command.ts';
import { overlayOf } from '../../org/overlay-of.ts';
import { query, reachOf, startsWith } from '../../org/query.ts';
import { openSession, type Session } from '../../org/session.ts';
import type { OrgName } from '../../org/sf-argv.ts';
import { countsText } from '../../shared/counted.ts';
import { EXIT, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Ids } from '../difference/held.ts';
import { awaitEarlierJobs, tellEarlierJobs } from '../earlier/earlier-jobs.ts';
import { DEFAULT_LOADER, type LoaderName } from '../loaders/registry.ts';
import { foldersOf, noteCleanup, realFolder } from '../receipts/known-loads.ts';
import { SentStore } from '../receipts/sent-store.ts';
import { userPlace } from '../receipts/user-place.ts';
import { Journal } from '../run/journal.ts';
import { withLock } from '../run/lock.ts';
import { interruptible } from '../run/on-interrupt.ts';
import { CLEANUP, newRunFolder, openRuns, runsOf } from '../run/run-folder.ts';
import { type DeleteFailure, deleteRecords } from './delete-records.ts';
import { surveyor, type Uncounted } from './foreign.ts';
import { ownChildren } from './own-children.ts';
import { countsOf, ForeignFile, losingCounts, refuseForeign } from './refuse-foreign.ts';

export interface CleanupOptions {
  /** What sends the ids to delete; `sf-bulk` without it. */
  loader?: LoaderName;
  config: Config;
  dir: string;
  prefix: string;
  hardDelete: boolean;
  dryRun: boolean;
  /** Whether records of others that hang on the data set's go along. */
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
  /** Records of the data set before, by sobject. */
  found: Record<string, number>;
  /** Records of others that would go along, or that block the delete. */
  foreign: Record<string, number>;
  /** Records of others that stay and lose a lookup, by sobject and field: `Contact.ReportsToId`. */
  losing: Record<string, number>;
  /** Lookups whose records the org did not count. */
  uncounted: Uncounted[];
  /** Records of the data set that are left. */
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
  const session = await openSession(
    org,
    new CallLog(options.progress.say),
    options.config.salesforce.retry_attempts,
  );
  const { dir, prefix } = options;
  const runs = runsOf(dir, session);
  openRuns(dir, session);
  const work = () => cleanupIn(session, runs, options);
  if (options.dryRun) return work();
  return withLock(runs, { what: 'cleanup', prefix, dir: resolve(dir) }, work, userPlace(session.orgId));
}

async function cleanupIn(session: Session, runs: string, options: CleanupOptions): Promise<Cleanup> {
  const { config, prefix, progress } = options;
  const { org, log } = session;
  const folder = newRunFolder(runs, CLEANUP);
  log.openFile(join(folder, 'calls.jsonl'));
  const target = targetFlag(org);
  const command = cleanupCommand(prefix, org);
  const organization = await readOrganization(session);
  if (!options.dryRun) guardProduction(organization, session.host, options.allowProduction, command);

  const externalIdField = config.salesforce.external_id_field;
  const catalog = catalogOf(config.objects);
  const schema = await readSchema(session, Object.keys(catalog));
  const keyed = Object.keys(catalog).filter((sobject) => schema[sobject]?.fields[externalIdField]);
  if (keyed.length === 0) {
    throw new UserError(
      {
        message: `No object of the org has a field ${externalIdField}, or you may not see it: no data set is to be found.`,
      },
      { exitCode: EXIT.preflight, next: `sfdc-datagen setup${target}` },
    );
  }
  const ids: Ids = new Map();
  const newcomer = {
    ...{ session, runs, sent: new SentStore(runs), prefix, externalIdField, catalog, progress },
    ...{ waitMs: options.waitMinutes * 60_000, next: command },
  };
  if (options.dryRun) await tellEarlierJobs(newcomer);
  else await awaitEarlierJobs(newcomer);
  const idsOf = async (sobject: string) => {
    const read = await readIds(session, sobject, externalIdField, prefix);
    for (const { key, id } of read) ids.set(key, id);
    return read.map(({ id }) => id);
  };
  const ownIds = async (sobjects: readonly string[]) =>
    new Map(await Promise.all(sobjects.map(async (sobject) => [sobject, await idsOf(sobject)] as const)));
  const own = new Map<string, readonly string[]>(await ownIds(keyed));
  const survey = await surveyor(session);
  const dirs = [...new Set([realFolder(options.dir), ...foldersOf(userPlace(session.orgId), prefix)])];
  const isOwnChild = ownChildren(session, { dirs, prefix, config, schema, ids });
  const context = { catalog, externalIdField, prefix, own, isOwnChild };
  const first = await survey(own, context);
  // Objects that the catalog lacks are found by what they hang on.
  for (const [sobject, ids] of first.own)
    own.set(sobject, [...new Set([...(own.get(sobject) ?? []), ...ids])]);
  const found = counts(own);
  progress.say(`${session.name} holds of ${prefix}: ${countsText(found)}`);
  const result = {
    ...{ org: session.name, prefix, dryRun: options.dryRun, folder, found },
    ...{ foreign: countsOf(first.foreign), losing: losingCounts(first), uncounted: first.uncounted },
  };
  const foreignFile = new ForeignFile(folder);
  foreignFile.add(first);
  if (options.dryRun) return { ...result, left: found, failed: [], exitCode: EXIT.done };
  const refusal = { prefix, file: foreignFile.path, command };
  if (!options.takeForeign) refuseForeign(first, { ...refusal, deleted: [] });

  noteCleanup(userPlace(session.orgId), prefix, options.dir);
  const failed: DeleteFailure[] = [];
  const deleted: string[] = [];
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const deletion = {
    ...options,
    loader: options.loader ?? DEFAULT_LOADER,
    ...{ session, folder, journal, attempts: new Map(), next: command },
    retryAttempts: config.salesforce.retry_attempts,
  };
  const unknown = await readSchema(
    session,
    [...own.keys()].filter((sobject) => !catalog[sobject]),
  );
  try {
    for (const stage of deleteOrder({ ...catalog, ...referring(unknown) }, [...own.keys()])) {
      const roots = await ownIds(stage);
      // What was made since the count must not go along either.
      const now = await survey(roots, context);
      foreignFile.add(now);
      if (!options.takeForeign) refuseForeign(now, { ...refusal, deleted });
      // What keeps a record has to go before it, and what hangs on that one before that.
      for (const { sobject, ids, blocks } of [...now.foreign].reverse())
        if (blocks) failed.push(...(await deleteRecords(sobject, ids, deletion)));
      // Every job ends before an error is passed on, so that none is left unwatched.
      const ends = await Promise.allSettled(
        [...roots].map(([sobject, ids]) => deleteRecords(sobject, ids, deletion)),
      );
      for (const end of ends) if (end.status === 'fulfilled') failed.push(...end.value);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      deleted.push(...stage.filter((sobject) => (roots.get(sobject) ?? []).length > 0));
    }
  } finally {
    journal.close();
    if (failed.length > 0) writeFailed(folder, failed);
  }
  const left = counts(await ownIds([...own.keys()]));
  const incomplete = failed.length > 0 || Object.keys(left).length > 0;
  return { ...result, left, failed, exitCode: incomplete ? EXIT.partial : EXIT.done };
}

/** Writes what the org did not delete, and why. */
function writeFailed(folder: string, failed: readonly DeleteFailure[]): void {
  const columns = ['sobject', 'id', 'code', 'message', 'cause', 'fix'] as const;
  const rows = failed.map((one) => columns.map((column) => one[column]));
  writeFileSync(join(folder, 'failed.csv'), csvText(columns, rows));
}

const counts = (ids: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries(
    [...ids].filter(([, list]) => list.length > 0).map(([sobject, list]) => [sobject, list.length]),
  );

/**
 * The stages of a delete: objects beyond the standard ones first, children before parents; then cases, which hold on to
 * accounts and contacts, and opportunities, which take their activities along; then what activities are left.
 */
export function deleteOrder(catalog: Catalog, sobjects: readonly string[]): string[][] {
  const standard = [['Case', 'Opportunity'], ['Task', 'Event', 'Contact'], ['Account']];
  const known = new Set(standard.flat());
  const own = sobjects.filter((sobject) => !known.has(sobject));
  return [...dependencyLevels(catalog, own).reverse(), ...standard]
    .map((stage) => stage.filter((sobject) => sobjects.includes(sobject)))
    .filter((stage) => stage.length > 0);
}

/** Objects that the catalog lacks, with what the org says they refer to, which decides over the order. */
function referring(schema: OrgSchema): Catalog {
  return Object.assign(
    {},
    ...Object.values(schema).map((object) => overlayOf(object, object.name, '')),
  ) as Catalog;
}

async function readIds(
  session: Session,
  sobject: string,
  field: string,
  prefix: string,
): Promise<{ key: string; id: string }[]> {
  const { how, and } = reachOf(sobject);
  const soql = `SELECT Id, ${field} FROM ${sobject} WHERE ${startsWith(field, prefix)}${and}`;
  const records = await query(session.rest, soql, how);
  // LIKE ignores case, keys do not.
  return records
    .map((record) => ({ key: String(record[field]), id: String(record.Id) }))
    .filter(({ key }) => key.startsWith(prefix));
}

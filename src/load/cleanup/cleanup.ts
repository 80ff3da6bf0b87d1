import { join, resolve } from 'node:path';
import { dependencyLevels } from '../../catalog/derive.ts';
import { catalogOf } from '../../catalog/overlay.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { Config } from '../../config/schema.ts';
import { EXIT, UserError } from '../../errors.ts';
import type { Progress } from '../../progress.ts';
import { withLock } from '../lock.ts';
import { readOrganization, readSchema } from '../org/about-org.ts';
import { CallLog } from '../org/call-log.ts';
import { guardProduction } from '../org/guard.ts';
import { query } from '../org/query.ts';
import { scopeOf } from '../org/scope.ts';
import { openSession, type Session } from '../org/session.ts';
import type { OrgName } from '../org/sf-argv.ts';
import { startsWith } from '../org/soql.ts';
import { newRunFolder, openRuns, runsOf } from '../run-folder.ts';
import { userPlace } from '../user-place.ts';
import { type DeleteFailure, deleteRecords } from './delete-records.ts';
import { type Foreign, findForeign } from './foreign.ts';

export interface CleanupOptions {
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
  /** Records of others that hang on them. */
  foreign: Record<string, number>;
  /** Records of the data set that are left. */
  left: Record<string, number>;
  failed: DeleteFailure[];
  exitCode: number;
}

/** Deletes the records of an org whose key begins with a prefix: counts first, children first. */
export async function cleanup(org: OrgName, options: CleanupOptions): Promise<Cleanup> {
  const session = await openSession(org, new CallLog(), options.config.salesforce.retry_attempts);
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
  const folder = newRunFolder(runs, '-cleanup');
  log.openFile(join(folder, 'calls.jsonl'));
  const target = org === undefined ? '' : ` --target-org ${org}`;
  const command = `sfdc-datagen cleanup --prefix ${prefix}${target}`;
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
  const idsOf = (sobject: string) => readIds(session, sobject, externalIdField, prefix);
  const own = new Map(
    await Promise.all(keyed.map(async (sobject) => [sobject, await idsOf(sobject)] as const)),
  );
  const counts = (ids: ReadonlyMap<string, readonly string[]>) =>
    Object.fromEntries(
      [...ids].filter(([, list]) => list.length > 0).map(([sobject, list]) => [sobject, list.length]),
    );
  const found = counts(own);
  progress.say(`${session.name} holds of ${prefix}: ${countsText(found)}`);
  const batchSize = config.salesforce.batch_size;
  const foreign = await findForeign(session, { schema, externalIdField, prefix, batchSize, own });
  const foreignCounts = sum(foreign);
  const result = { org: session.name, prefix, dryRun: options.dryRun, folder, found, foreign: foreignCounts };
  if (options.dryRun) return { ...result, left: found, failed: [], exitCode: EXIT.done };
  if (foreign.length > 0 && !options.takeForeign) {
    throw new UserError(
      {
        message: `Records that are not of ${prefix} hang on it and would go along or stop the delete: ${countsText(foreignCounts)}.`,
        hint: 'Move them, or give --take-foreign to delete them too.',
      },
      { exitCode: EXIT.preflight, next: `${command} --take-foreign` },
    );
  }

  const failed: DeleteFailure[] = [];
  const context = { ...options, session, folder, retryAttempts: config.salesforce.retry_attempts };
  for (const stage of deleteOrder(catalog, keyed)) {
    const ends = await Promise.all(
      stage.map(async (sobject) => {
        const blocking = foreign
          .filter((one) => one.blocks && one.sobject === sobject)
          .flatMap(({ ids }) => ids);
        const ids = [...new Set([...(await idsOf(sobject)), ...blocking])];
        return deleteRecords(sobject, ids, context);
      }),
    );
    failed.push(...ends.flat());
  }
  const left = counts(
    new Map(await Promise.all(keyed.map(async (sobject) => [sobject, await idsOf(sobject)] as const))),
  );
  const incomplete = failed.length > 0 || Object.keys(left).length > 0;
  return { ...result, left, failed, exitCode: incomplete ? EXIT.partial : EXIT.done };
}

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

async function readIds(session: Session, sobject: string, field: string, prefix: string): Promise<string[]> {
  const { how, and } = scopeOf(sobject);
  const soql = `SELECT Id, ${field} FROM ${sobject} WHERE ${startsWith(field, prefix)}${and}`;
  const records = await query(session.rest, soql, how);
  // LIKE ignores case, keys do not.
  return records
    .filter((record) => String(record[field]).startsWith(prefix))
    .map((record) => String(record.Id));
}

function sum(foreign: readonly Foreign[]): Record<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const one of foreign) {
    const set = ids.get(one.sobject) ?? new Set();
    for (const id of one.ids) set.add(id);
    ids.set(one.sobject, set);
  }
  return Object.fromEntries([...ids].map(([sobject, set]) => [sobject, set.size]));
}

/** `100 Account, 400 Contact`, or `nothing`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([sobject, count]) => `${count} ${sobject}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}

import { catalogOf } from '../../catalog/overlay.ts';
import type { Config } from '../../config/schema.ts';
import { readSchema } from '../../org/about-org.ts';
import type { Session } from '../../org/session.ts';
import { countsText } from '../../shared/counted.ts';
import { type Problem, UserError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Ids } from '../difference/held.ts';
import { LOADER_OF } from '../loaders/registry.ts';
import { sendSettings } from '../loaders/send-settings.ts';
import type { SentStore } from '../receipts/sent-store.ts';
import { CLEANUP, newRunFolder } from '../run/run-folder.ts';
import type { DeleteFailure } from './delete-records.ts';
import { deleteStages, stagesOf } from './delete-stages.ts';
import { readIds } from './read-ids.ts';
import { ForeignFile, refuseForeign } from './refuse-foreign.ts';
import { type Survey, surveyor } from './survey.ts';

/** A record of the org that a load of the dataset sent, and whose row is gone. */
export interface Pruned {
  sobject: string;
  key: string;
  id: string;
}

interface Dataset {
  prefix: string;
  externalIdField: string;
  sent: SentStore;
  /** The keys of all rows. */
  keys: { has(key: string): boolean };
  /** The objects to look at; all without it. */
  only: readonly string[] | undefined;
  /** What other folders of this machine sent into the org under the same keys. */
  others: readonly SentStore[];
}

/**
 * Lists the records under the dataset's keys that its loads created, that no row has any more, and that no other folder
 * sent: a clone may still have rows for them.
 */
export async function prunable(session: Session, dataset: Dataset): Promise<Pruned[]> {
  const { prefix, externalIdField, sent, keys, only, others } = dataset;
  const named = sent.sobjects().filter((sobject) => !only || only.includes(sobject));
  const schema = await readSchema(session, named);
  const keyed = named.filter((sobject) => schema[sobject]?.fields[externalIdField]);
  const read = await Promise.all(
    keyed.map(async (sobject) =>
      (await readIds(session, sobject, externalIdField, prefix, schema[sobject]))
        .filter(({ key, id }) => !keys.has(key) && sent.knows(key, id) && sent.created(id))
        .filter(({ key, id }) => !others.some((other) => other.knows(key, id)))
        .map((one) => ({ sobject, ...one })),
    ),
  );
  return read.flat();
}

export interface PruneResult {
  deleted: Record<string, number>;
  failed: DeleteFailure[];
  /** Why the rest was left alone. */
  refused: readonly Problem[];
}

/**
 * Deletes records that a dataset no longer has, and what has no key below them; nothing if a record that stays would go with
 * them, whoever made it.
 */
export async function prune(
  session: Session,
  records: readonly Pruned[],
  dataset: Dataset & {
    /** The org's ids of the rows' records. */
    ids: Ids;
    runs: string;
    config: Config;
    waitMinutes: number;
    progress: Progress;
    next: string;
  },
): Promise<PruneResult> {
  const { prefix, externalIdField, sent, keys, runs, config, progress } = dataset;
  const bySobject = Map.groupBy(records, ({ sobject }) => sobject);
  const own = new Map([...bySobject].map(([sobject, list]) => [sobject, list.map(({ id }) => id)]));
  if (own.size === 0) return { deleted: {}, failed: [], refused: [] };
  const folder = newRunFolder(runs, CLEANUP);
  const catalog = catalogOf(config.objects);
  const isOwnChild = (_: string, { Id }: Record<string, unknown>) => {
    const key = sent.keyOf(Id);
    return key?.startsWith(prefix) === true && !keys.has(key);
  };
  const staying = new Set([...dataset.ids].map(([, id]) => id));
  const ask = await surveyor(session, { catalog, externalIdField, prefix, own, isOwnChild, staying });
  const survey = async (roots: ReadonlyMap<string, readonly string[]>) => withStaying(await ask(roots), own);
  const foreignFile = new ForeignFile(folder);
  const check = (now: Survey, gone: readonly string[]) => {
    foreignFile.add(now);
    const what = {
      ...{ others: 'Records that stay', these: 'the records to prune', them: 'them', work: 'prune' },
      file: foreignFile.path,
      command: dataset.next,
      deleted: gone,
    };
    refuseForeign(now, { ...what, hint: 'Move these records to other parents, then load again.' });
  };
  try {
    check(await survey(own), []);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { deleted: {}, failed: [], refused: error.problems };
  }
  progress.say(`Pruning ${countsText(counts(own))} that the dataset no longer has`);
  const failed = await deleteStages(await stagesOf(session, catalog, [...own.keys()]), {
    ...{ loader: LOADER_OF[session.via], session, folder, hardDelete: false, progress },
    ...{ ...sendSettings(config), waitMinutes: dataset.waitMinutes, next: dataset.next },
    ...{ survey, check },
    ownIds: async (sobjects) => new Map(sobjects.map((sobject) => [sobject, own.get(sobject) ?? []])),
  });
  const deleted = Object.entries(counts(own)).flatMap(([sobject, count]) => {
    const rest = count - failed.filter((one) => one.sobject === sobject).length;
    return rest > 0 ? [[sobject, rest] as const] : [];
  });
  return { deleted: Object.fromEntries(deleted), failed, refused: [] };
}

/** Counts records of the dataset that stay as records of others: they must not go either. */
function withStaying(survey: Survey, own: ReadonlyMap<string, readonly string[]>): Survey {
  const going = new Set([...own.values()].flat());
  const staying = [...survey.own].flatMap(([sobject, found]) => {
    const ids = found.filter((id) => !going.has(id));
    return ids.length > 0 ? [{ sobject, ids, blocks: false }] : [];
  });
  return { ...survey, foreign: [...survey.foreign, ...staying] };
}

const counts = (ids: ReadonlyMap<string, readonly string[]>) =>
  Object.fromEntries([...ids].map(([sobject, list]) => [sobject, list.length]));

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependencyLevels } from '../../catalog/derive.ts';
import type { Catalog } from '../../catalog/types.ts';
import { csvText } from '../../dataset/csv.ts';
import { readSchema } from '../../org/about-org.ts';
import type { OrgSchema } from '../../org/describe.ts';
import { overlayOf } from '../../org/overlay-of.ts';
import type { Session } from '../../org/session.ts';
import { append } from '../../shared/append.ts';
import { Journal } from '../run/journal.ts';
import { type DeleteContext, type DeleteFailure, deleteRecords } from './delete-records.ts';
import type { Survey } from './survey.ts';

/** The ids of the dataset's records of some objects, as the org has them now. */
export type OwnIds = (sobjects: readonly string[]) => Promise<Map<string, readonly string[]>>;

interface StagesContext extends Omit<DeleteContext, 'journal' | 'attempts'> {
  ownIds: OwnIds;
  survey(roots: ReadonlyMap<string, readonly string[]>): Promise<Survey>;
  /** Lists what a survey found, and throws where it keeps the cleanup from deleting more. */
  check(now: Survey, deleted: readonly string[]): void;
}

/** Deletes a dataset's records stage by stage. Returns the records that the org didn't delete. */
export async function deleteStages(
  stages: readonly (readonly string[])[],
  context: StagesContext,
): Promise<DeleteFailure[]> {
  const { folder, ownIds, survey, check } = context;
  const failed: DeleteFailure[] = [];
  const deleted: string[] = [];
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const deletion = { ...context, journal, attempts: new Map() };
  try {
    for (const stage of stages) {
      const roots = await ownIds(stage);
      // What was made since the count must not go along either.
      const now = await survey(roots);
      check(now, deleted);
      // What keeps a record has to go before it, and what depends on that one before that.
      for (const { sobject, ids, blocks } of [...now.foreign].reverse())
        if (blocks) append(failed, await deleteRecords(sobject, ids, deletion));
      for (const [sobject, ids] of [...now.keeping].reverse())
        append(failed, await deleteRecords(sobject, ids, deletion));
      // Every job ends before an error is passed on, so that none is left unwatched.
      const ends = await Promise.allSettled(
        [...roots].map(([sobject, ids]) => deleteRecords(sobject, ids, deletion)),
      );
      for (const end of ends) if (end.status === 'fulfilled') append(failed, end.value);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      deleted.push(...stage.filter((sobject) => (roots.get(sobject) ?? []).length > 0));
    }
  } finally {
    journal.close();
    if (failed.length > 0) writeFailed(folder, failed);
  }
  return failed;
}

/** Writes what the org didn't delete, and why. */
function writeFailed(folder: string, failed: readonly DeleteFailure[]): void {
  const columns = ['sobject', 'id', 'code', 'message', 'cause', 'fix'] as const;
  const rows = failed.map((one) => columns.map((column) => one[column]));
  writeFileSync(join(folder, 'failed.csv'), csvText(columns, rows));
}

/** The stages of a delete; for objects that the catalog lacks, the org says what they refer to. */
export async function stagesOf(
  session: Session,
  catalog: Catalog,
  sobjects: readonly string[],
): Promise<string[][]> {
  const unknown = await readSchema(
    session,
    sobjects.filter((sobject) => !catalog[sobject]),
  );
  return deleteOrder({ ...catalog, ...referring(unknown) }, sobjects);
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

/** Objects that the catalog lacks, with what the org says they refer to, which decides over the order. */
function referring(schema: OrgSchema): Catalog {
  return Object.assign(
    {},
    ...Object.values(schema).map((object) => overlayOf(object, object.name, '')),
  ) as Catalog;
}

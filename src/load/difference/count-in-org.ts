import type { Prepared } from '../../export/prepare.ts';
import { count, reachOf } from '../../org/query.ts';
import type { Session } from '../../org/session.ts';
import { belongs } from './held.ts';

/** Asks the org how many records of each sobject of a data set it holds. */
export async function countInOrg(
  session: Session,
  prepared: Prepared,
  context: { externalIdField: string; prefix: string },
): Promise<Map<string, number>> {
  const files = new Map(prepared.compiled.files.map((file) => [file.sobject, file]));
  const counts = [...files].map(async ([sobject, { match }]) => {
    const where = belongs(sobject, match, prepared.schema, context.externalIdField, context.prefix);
    const { how, and } = reachOf(sobject);
    return [
      sobject,
      await count(session.rest, `SELECT COUNT() FROM ${sobject} WHERE ${where}${and}`, how),
    ] as const;
  });
  return new Map(await Promise.all(counts));
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvText } from '../../dataset/csv.ts';
import { countsText } from '../../shared/counted.ts';
import { EXIT, type Problem, UserError } from '../../shared/errors.ts';
import type { Foreign, Survey, Uncounted } from './survey.ts';

/** Lists the records of others that a cleanup takes along or changes, so that their owner can look at them. */
export class ForeignFile {
  readonly path: string;
  readonly #rows = new Map<string, string[]>();

  constructor(folder: string) {
    this.path = join(folder, 'foreign.csv');
  }

  /** Adds what a survey found to what earlier ones did. */
  add({ foreign, losing }: Survey): void {
    if (foreign.length + losing.length === 0) return;
    for (const { sobject, ids, blocks } of foreign)
      for (const id of ids)
        this.#rows.set(id, [sobject, id, blocks ? 'blocks the delete' : 'would be deleted']);
    for (const { sobject, field, ids } of losing)
      for (const id of ids) this.#rows.set(`${id} ${field}`, [sobject, id, `would lose its ${field}`]);
    writeFileSync(this.path, csvText(['sobject', 'id', 'what'], [...this.#rows.values()]));
  }
}

/** Refuses to delete records that others' records depend on; `deleted` are the objects whose records are gone already. */
export function refuseForeign(
  survey: Survey,
  context: {
    /** The records that aren't to be deleted; those that are, as the object of the sentence, and as its pronoun. */
    others: string;
    these: string;
    them: string;
    work: string;
    file: string;
    /** The command to run next. */
    command: string;
    deleted: readonly string[];
    /** What to do, where it is not `--take-foreign`. */
    hint?: string;
  },
): void {
  const { foreign, losing, uncounted } = survey;
  const { others, these, them, work, file, command, deleted } = context;
  const problems: Problem[] = [];
  if (foreign.length > 0)
    problems.push({
      message: `${others} depend on ${these} and would be deleted with ${them}, or block the delete: ${countsText(countsOf(foreign))}.`,
      place: { file },
    });
  if (losing.length > 0)
    problems.push({
      message: `${others} refer to ${these} and would lose that: ${countsText(losingCounts(survey))}.`,
      place: { file },
    });
  for (const one of uncounted) problems.push({ message: uncountedText(one) });
  if (problems.length === 0) return;
  const last = problems.length - 1;
  const fate = foreign.length + uncounted.length > 0 ? 'delete them too' : 'empty these fields';
  problems[last] = {
    ...problems[last]!,
    hint: context.hint ?? `Move these records to other parents, or use \`--take-foreign\` to ${fate}.`,
  };
  if (deleted.length > 0) {
    const { message } = problems[0]!;
    const meanwhile = `This appeared during the ${work}, which stopped; the ${deleted.join(', ')} records are deleted, the rest is still there.`;
    problems[0] = { ...problems[0]!, message: `${message} ${meanwhile}` };
  }
  throw new UserError(problems, {
    exitCode: deleted.length === 0 ? EXIT.preflight : EXIT.partial,
    next: command,
    outcome: deleted.length === 0 ? 'nothing was deleted' : `the ${work} stopped`,
  });
}

/** That records could not be counted, and so may go along unseen. */
export function uncountedText({ sobject, field, parent, why, fate }: Uncounted): string {
  const loss = fate === 'deleted' ? 'go with' : 'lose';
  return `The org can't count ${sobject} records by ${field}, which would ${loss} their ${parent}: ${why}`;
}

/** How many records of others there are, by sobject. */
export function countsOf(foreign: readonly Pick<Foreign, 'sobject' | 'ids'>[]): Record<string, number> {
  const ids = new Map<string, Set<string>>();
  for (const one of foreign) {
    const set = ids.get(one.sobject) ?? new Set();
    for (const id of one.ids) set.add(id);
    ids.set(one.sobject, set);
  }
  return Object.fromEntries([...ids].map(([sobject, set]) => [sobject, set.size]));
}

/** How many records of others would lose a lookup, by sobject and field. */
export function losingCounts({ losing }: Survey): Record<string, number> {
  return countsOf(losing.map(({ sobject, field, ids }) => ({ sobject: `${sobject}.${field}`, ids })));
}

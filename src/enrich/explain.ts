import { counted } from '../shared/counted.ts';
import { EXIT, type Problem, UserError } from '../shared/errors.ts';
import { shellWord } from '../shared/shell-words.ts';
import type { Cache } from './cache/cache.ts';
import { writtenFor } from './cache/entries.ts';
import type { Wanted } from './plan/dataset-index.ts';
import type { PlannedText } from './plan/plan.ts';
import type { Server } from './providers/provider.ts';
import type { TextJob } from './text-job.ts';

/** Misses that are named; of more, their number. */
const NAMED = 10;

/** Why a frozen run can't continue: the records without a text in the cache and, as far as it can be told, why. */
export function frozenMisses(
  dir: string,
  missed: readonly TextJob[],
  waiting: readonly PlannedText[],
  cache: Cache,
): UserError {
  return new UserError(missProblems(dir, missed, waiting, cache), {
    exitCode: EXIT.frozenMiss,
    next: `sfdc-datagen enrich ${shellWord(datasetOf(dir))}`,
  });
}

/** Why a run without a key can't continue. */
export function keyMissing(
  dir: string,
  missed: readonly TextJob[],
  waiting: readonly PlannedText[],
  total: number,
  cache: Cache,
  server: Server,
): UserError {
  const count = missed.length + waiting.length;
  return new UserError(
    [
      {
        message: `${counted(count)} of ${counted(total)} texts are missing from the cache, and \`${server.keyName}\` isn't set.`,
        hint: 'Set it, or use `--provider offline` to write all texts without a model.',
        count: 0,
      },
      ...missProblems(dir, missed, waiting, cache),
    ],
    { next: estimateCommand(datasetOf(dir), server) },
  );
}

function datasetOf(dir: string): string {
  return dir.replace(/[/\\]generated$/, '');
}

function missProblems(
  dir: string,
  missed: readonly TextJob[],
  waiting: readonly PlannedText[],
  cache: Cache,
): Problem[] {
  const total = missed.length + waiting.length;
  // Some of either kind, so that what is only waiting does not look lost, and the other way about.
  const waits = Math.min(waiting.length, Math.max(NAMED / 2, NAMED - missed.length));
  const problems: Problem[] = [
    ...missed.slice(0, NAMED - waits).map(({ planned, facts }) => {
      const rows = writtenFor(cache, planned.wanted.row.key, planned.wanted.field);
      return missProblem(dir, planned.wanted, whyMissed(rows, facts));
    }),
    ...waiting.slice(0, waits).map(({ wanted, needs }) => {
      const [need] = needs;
      return missProblem(
        dir,
        wanted,
        `it waits for ${need!.row.sheet.object}.${need!.field} of ${need!.row.key}`,
      );
    }),
  ];
  const more = total - problems.length;
  if (more > 0) {
    const texts = more === 1 ? "1 more text isn't" : `${counted(more)} more texts aren't`;
    problems.push({ message: `${texts} in the cache.`, count: more });
  }
  return problems;
}

function missProblem(dir: string, wanted: Wanted, why: string): Problem {
  const { row, field } = wanted;
  return {
    message: `${row.sheet.object}.${field} isn't in the cache: ${why}.`,
    place: placeOf(dir, wanted),
  };
}

export function placeOf(dir: string, { row }: Wanted): { file: string; line?: number; key: string } {
  const line = row.sheet.lines[row.index];
  return { file: `${dir}/${row.sheet.object}.csv`, key: row.key, ...(line === undefined ? {} : { line }) };
}

type Written = ReturnType<typeof writtenFor>[number];

/** Compares what is wanted with what was written for the same field of the same record. */
function whyMissed(rows: readonly Written[], facts: TextJob['facts']): string {
  const last = rows.at(-1);
  if (!last) return 'nothing was written for it yet';
  const same = rows.find((row) => row.prompt === facts.prompt);
  if (!same) return 'its prompt has changed: the record, its template, or an earlier text';
  if (same.model !== facts.model || same.provider !== facts.provider) {
    return `it was written by ${same.provider} ${same.model}, not ${facts.provider} ${facts.model}`;
  }
  if (same.temperature !== facts.sampling.temperature) {
    return `it was written at temperature ${same.temperature}, not ${facts.sampling.temperature}`;
  }
  return 'its length limit or the instructions of the tool have changed';
}

/** The command that says what a model's texts would cost: it is safe to paste, where writing offline would replace texts. */
export function estimateCommand(dataset: string, { kind }: Pick<Server, 'kind'>): string {
  return `sfdc-datagen enrich ${shellWord(dataset)} --provider ${kind} --estimate`;
}

import { existsSync } from 'node:fs';
import { problemText, UserError } from '../../errors.ts';
import { usd } from '../cost.ts';
import { counted } from '../counted.ts';
import type { Source } from '../source.ts';
import { Cache } from './cache.ts';
import { textExportOf } from './files.ts';
import { collectGarbage, usedKeys } from './gc.ts';
import { showEntries } from './show.ts';
import { type CacheStats, cacheStats } from './stats.ts';
import { bringTextExportUpToDate, importText, takeInTextExport, writeTextExport } from './text-export.ts';
import { verifyCache } from './verify.ts';

type Action = 'stats' | 'export' | 'import' | 'verify' | 'gc' | 'show';

/** What came of an action: lines for a person, a document for a program, and whether all is well. */
export interface ActionResult {
  lines: string[];
  json: unknown;
  sound: boolean;
}

/** Does one thing with a cache. The text export beside it is taken in first, as a run does. */
export async function cacheAction(
  action: Action,
  file: string,
  targets: readonly string[],
  dryRun: boolean,
  sources: () => Promise<Source[]>,
): Promise<ActionResult> {
  const cache = Cache.open(file);
  try {
    takeInTextExport(cache);
    switch (action) {
      case 'stats': {
        const stats = cacheStats(cache);
        return { lines: statsLines(stats), json: stats, sound: true };
      }
      case 'show': {
        if (targets.length === 0) throw new UserError('Name a record or a cache key to show.');
        const entries = targets.flatMap((target) => showEntries(cache, target));
        const lines = entries.flatMap(({ key, record, object, field, provider, model, prompt, text }) => [
          ...[`${record} ${object}.${field}, written by ${provider} ${model}`, `key ${key}`, ''],
          ...[prompt, '', `→ ${text}`, ''],
        ]);
        return { lines, json: entries, sound: true };
      }
      case 'export': {
        const target = targets[0] ?? textExportOf(file);
        const written = writeTextExport(cache, target);
        return told(`${counted(written)} lines written to ${target}.`, { file: target, lines: written });
      }
      case 'import': {
        const [from] = targets;
        if (!from || !existsSync(from)) {
          throw new UserError({
            message: 'There is no such text export.',
            place: { file: from ?? 'cache import' },
          });
        }
        const added = importText(cache, from, undefined, true);
        bringTextExportUpToDate(cache);
        return told(`${counted(added)} entries taken in from ${from}.`, { file: from, added });
      }
      case 'verify': {
        const { entries, problems } = verifyCache(cache);
        const lines = problems.map(problemText);
        lines.push(`${counted(entries)} entries checked, ${counted(problems.length)} problems.`);
        return { lines, json: { entries, problems }, sound: problems.length === 0 };
      }
      case 'gc': {
        const kept = await sources();
        if (kept.length === 0) {
          throw new UserError('Name the data sets whose entries are kept.', {
            next: 'sfdc-datagen cache gc output/*',
          });
        }
        const removed = collectGarbage(cache, usedKeys(cache, kept), dryRun);
        if (!dryRun && removed > 0) writeTextExport(cache);
        const what = dryRun ? 'would go' : 'removed';
        return told(`${counted(removed)} entries ${what} that no data set named uses.`, {
          removed,
          dry_run: dryRun,
        });
      }
    }
  } finally {
    cache.close();
  }
}

function told(line: string, json: unknown): ActionResult {
  return { lines: [line], json, sound: true };
}

function statsLines(stats: CacheStats): string[] {
  const { file, bytes, entries, writers, calls, failures, open_batches: batches } = stats;
  return [
    `${file}: ${counted(entries)} entries, ${(bytes / 1e6).toFixed(1)} MB`,
    ...writers.map(
      ({ provider, model, object, field, entries: count }) =>
        `  ${provider} ${model}  ${object}.${field}  ${counted(count)}`,
    ),
    ...calls.map(
      ({ provider, model, calls: count, input_tokens, cached_tokens, output_tokens, cost_usd }) =>
        `${provider} ${model}: ${counted(count)} calls, ${counted(input_tokens)} tokens in (${counted(cached_tokens)} cached), ${counted(output_tokens)} out, ${cost_usd === null ? 'price not known' : usd(cost_usd)}`,
    ),
    `${counted(failures)} remembered failures, ${counted(batches)} open batches`,
  ];
}

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { counted, countText, textsText } from '../../shared/counted.ts';
import { problemText, UserError } from '../../shared/errors.ts';
import { usd } from '../cost.ts';
import type { TextSource } from '../source.ts';
import { holdsEntries } from './entry-line.ts';
import { textExportOf } from './files.ts';
import { collectGarbage, usedKeys } from './gc.ts';
import { type CacheStats, cacheStats, showEntries, verifyCache } from './inspect.ts';
import { type Merged, mergeOther, type Preference } from './merge.ts';
import { type Repaired, repairCache } from './repair.ts';
import { bringTextExportUpToDate, takeInAloud, takeInTextExport, writeTextExport } from './text-export.ts';
import { withCache } from './with-cache.ts';

type Action = 'stats' | 'export' | 'import' | 'verify' | 'gc' | 'show' | 'repair';

/** The result of an action: lines for a person, a document for a program, and whether all is well. */
export interface ActionResult {
  lines: string[];
  json: unknown;
  sound: boolean;
}

/** The options of an action. */
export interface ActionOptions {
  dryRun: boolean;
  /** Whose text stays where a file that is imported and the cache have two. */
  prefer?: Preference | undefined;
  /** The datasets whose entries gc keeps. */
  sources: () => Promise<TextSource[]>;
  say(line: string): void;
}

/** Does one thing with a cache. The text export beside it is taken in first, as a run does. */
export async function cacheAction(
  action: Action,
  file: string,
  targets: readonly string[],
  options: ActionOptions,
): Promise<ActionResult> {
  if (action === 'repair') return repaired(file, await repairCache(file));
  return withCache(file, options.say, async (cache) => {
    const [from] = targets;
    const ownImport = action === 'import' && from !== undefined && isSameFile(from, textExportOf(file));
    if (!ownImport) takeInAloud(cache, { say: options.say, detail: () => {} });
    switch (action) {
      case 'stats': {
        const stats = cacheStats(cache);
        return { lines: statsLines(stats), json: stats, sound: true };
      }
      case 'show': {
        if (targets.length === 0) throw new UserError('`cache show` requires a record or a cache key.');
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
        return told(`Wrote ${countText(written, 'line')} to ${target}.`, { file: target, lines: written });
      }
      case 'import': {
        if (!from) throw new UserError('`cache import` requires a text export.');
        if (!statSync(from, { throwIfNoEntry: false })?.isFile())
          throw new UserError({ message: 'File not found.', place: { file: from } });
        if (!ownImport && statSync(from).size > 0 && !holdsEntries(from))
          throw new UserError({
            message: "The file isn't a text export of a cache.",
            place: { file: from },
            hint: 'Use a file that `cache export` or `enrich` wrote, such as llm.jsonl.',
          });
        const merged = ownImport
          ? (takeInTextExport(cache, options.prefer) ?? { added: 0, replaced: 0, kept: [] })
          : cache.write(() => mergeOther(cache, from, options.prefer));
        bringTextExportUpToDate(cache);
        return { lines: importLines(from, merged, ownImport), json: { file: from, ...merged }, sound: true };
      }
      case 'verify': {
        const { entries, problems } = verifyCache(cache);
        const lines = problems.map(problemText);
        lines.push(`Checked ${entriesText(entries)}: ${countText(problems.length, 'problem')}.`);
        return { lines, json: { entries, problems }, sound: problems.length === 0 };
      }
      case 'gc': {
        const kept = await options.sources();
        if (kept.length === 0) {
          throw new UserError('`cache gc` requires the datasets whose entries to keep.', {
            next: 'sfdc-datagen cache gc output/*',
          });
        }
        const removed = collectGarbage(cache, usedKeys(cache, kept), options.dryRun);
        if (!options.dryRun && removed > 0) writeTextExport(cache);
        const what = options.dryRun ? 'Would remove' : 'Removed';
        return told(`${what} ${entriesText(removed)} that none of the datasets uses.`, {
          removed,
          dry_run: options.dryRun,
        });
      }
    }
  });
}

function entriesText(entries: number): string {
  return countText(entries, 'entry', 'entries');
}

function isSameFile(one: string, other: string): boolean {
  return resolve(one) === resolve(other);
}

function importLines(from: string, { added, replaced, kept }: Merged, own: boolean): string[] {
  const lines = [`Imported ${entriesText(added)} from ${from}.`];
  if (replaced > 0) lines.push(`Replaced ${textsText(replaced)} of the cache.`);
  if (kept.length > 0) {
    const named = kept.slice(0, 5).join(', ') + (kept.length > 5 ? ', …' : '');
    lines.push(
      `Kept the texts of the cache for ${countText(kept.length, 'key')}: ${named}`,
      ...(own ? [] : ['Use `--prefer export` to take the texts of the file instead.']),
    );
  }
  return lines;
}

function repaired(file: string, result: Repaired | undefined): ActionResult {
  if (!result) return told(`${file} is intact; nothing was changed.`, { repaired: false });
  const { kept, read, exported, entries } = result;
  return {
    lines: [
      `Rebuilt ${file} with ${countText(entries, 'line')}: ${entriesText(read)} from the damaged file, ${counted(exported)} from the text export.`,
      `The damaged file was kept as ${kept}.`,
    ],
    json: { repaired: true, ...result },
    sound: true,
  };
}

function told(line: string, json: unknown): ActionResult {
  return { lines: [line], json, sound: true };
}

function statsLines(stats: CacheStats): string[] {
  const { file, bytes, entries, writers, calls, failures, open_batches: batches } = stats;
  return [
    `${file}: ${entriesText(entries)}, ${(bytes / 1e6).toFixed(1)} MB`,
    ...writers.map(
      ({ provider, model, object, field, entries: count }) =>
        `  ${provider} ${model}  ${object}.${field}  ${counted(count)}`,
    ),
    ...calls.map(
      ({ provider, model, calls: count, input_tokens, cached_tokens, output_tokens, cost_usd }) =>
        `${provider} ${model}: ${countText(count, 'call')}, ${counted(input_tokens)} tokens in (${counted(cached_tokens)} cached), ${counted(output_tokens)} out, ${cost_usd === null ? 'price unknown' : usd(cost_usd)}`,
    ),
    `${countText(failures, 'remembered failure')}, ${countText(batches, 'open batch', 'open batches')}`,
  ];
}

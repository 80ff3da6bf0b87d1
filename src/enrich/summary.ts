import { datagen } from '../shared/shell-words.ts';
import type { Tally } from './cost.ts';
import { placeOf } from './explain.ts';
import type { TextSource } from './source.ts';
import type { TextStatus } from './text-status.ts';

/** What a run has done, as `--json` prints it. */
export interface Summary {
  dataset: string;
  provider: string;
  model: string | null;
  texts: number;
  /** From the cache. */
  hits: number;
  /** By this run. */
  written: number;
  /** Longer than their field, and cut. */
  cut: number;
  failed: { file: string; line?: number; key: string; field: string; reason: string }[];
  calls: number;
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  /** null where the price of the model is not known. */
  cost_usd: number | null;
  /** Who wrote the texts of a field, and how many. */
  fields: Record<string, Record<string, number>>;
  /** Files that stay as they were edited by hand and accepted. */
  kept?: string[];
  /** The command that asks again for what failed. */
  next?: string;
}

export function summaryOf(
  source: TextSource,
  status: TextStatus,
  {
    provider,
    model,
    cache,
  }: {
    provider: string;
    /** null where no model wrote. */
    model: string | null;
    /** null where nothing is remembered. */
    cache: string | null;
  },
  run: { hits: number; tally: Tally; costUsd: number | null },
): Summary {
  const { tally, hits } = run;
  const failed = status.missing.map(({ wanted, reason }) => ({
    ...placeOf(source.generated.dir, wanted),
    field: wanted.field,
    reason,
  }));
  return {
    dataset: source.dataset,
    provider,
    model,
    texts: status.total,
    hits,
    written: status.written.size - hits,
    cut: status.cut,
    failed,
    calls: tally.calls,
    input_tokens: tally.inputTokens,
    cached_tokens: tally.cachedTokens,
    output_tokens: tally.outputTokens,
    cost_usd: run.costUsd,
    fields: writersOf(source, status, writerName(provider, model)),
    // What the offline provider has no words for, it never has.
    ...(failed.length > 0 && model !== null && cache !== null
      ? { next: datagen('enrich', source.dataset, '--retry-failed') }
      : {}),
  };
}

/** Who wrote the texts of each field, in the order of the files. */
function writersOf(
  source: TextSource,
  status: TextStatus,
  writer: string,
): Record<string, Record<string, number>> {
  const fields: Record<string, Record<string, number>> = {};
  for (const { wanted } of source.texts) {
    const name = `${wanted.row.sheet.object}.${wanted.field}`;
    fields[name] ??= {};
    const by = status.written.has(wanted) ? writer : 'failed';
    fields[name][by] = (fields[name][by] ?? 0) + 1;
  }
  return fields;
}

/** Who wrote a text, as the manifest has it: `offline`, or `openai gpt-4o`. */
function writerName(provider: string, model: string | null): string {
  return model === null ? provider : `${provider} ${model}`;
}

/** True if a manifest's name of a writer is that of a model: a local provider has none beside its own. */
export function isByModel(writer: string): boolean {
  return writer.includes(' ');
}

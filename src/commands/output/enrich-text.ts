import { usd } from '../../enrich/cost.ts';
import type { EnrichResult } from '../../enrich/enrich.ts';
import type { Summary } from '../../enrich/summary.ts';
import { qualityInBrief } from '../../report/quality/brief.ts';
import type { FieldQuality } from '../../report/quality/types.ts';
import { counted, countText, textsText } from '../../shared/counted.ts';

/** Formats the result of a run for people. */
export function resultLines(result: EnrichResult, quality: readonly FieldQuality[] | undefined): string[] {
  switch (result.is) {
    case 'written':
      return summaryLines(result.summary, quality);
    case 'estimate': {
      const { texts, hits, misses, calls, input_tokens, output_tokens, cost_usd } = result.estimate;
      const price = cost_usd === null ? 'price unknown' : `about ${usd(cost_usd)}`;
      return [
        `${textsText(texts)}: ${counted(hits)} in the cache, ${counted(misses)} to write in about ${countText(calls, 'call')}.`,
        `About ${counted(input_tokens)} tokens in and ${counted(output_tokens)} out, ${price}. Nothing was spent.`,
      ];
    }
    case 'submitted': {
      const { batches, texts, written } = result.submitted;
      return [
        ...batches.map(({ id, state, texts: count }) => `Batch ${id}: ${textsText(count)}, ${state}.`),
        `${counted(written)} of ${counted(texts)} texts are written. Run the same command later to collect the rest; a batch takes up to 24 hours.`,
      ];
    }
  }
}

/** The same as a JSON document. */
export function resultJson(result: EnrichResult, quality: readonly FieldQuality[] | undefined): unknown {
  switch (result.is) {
    case 'written':
      return { ...result.summary, ...(quality ? { quality } : {}) };
    case 'estimate':
      return { estimate: result.estimate };
    case 'submitted':
      return { submitted: result.submitted };
  }
}

const NAMED = 20;

/** The summary for people. */
function summaryLines(summary: Summary, quality: readonly FieldQuality[] | undefined): string[] {
  const { texts, hits, written, failed, cut, calls } = summary;
  const who = summary.model === null ? summary.provider : `${summary.provider} ${summary.model}`;
  const lines = [
    `${textsText(texts)} in ${summary.dataset}/enriched: ${counted(hits)} from the cache, ${counted(written)} written by ${who}${failed.length > 0 ? `, ${counted(failed.length)} failed` : ''}.`,
  ];
  if (calls > 0) {
    const price = summary.cost_usd === null ? 'price unknown' : usd(summary.cost_usd);
    const tokens = `${counted(summary.input_tokens)} tokens in (${counted(summary.cached_tokens)} cached), ${counted(summary.output_tokens)} out`;
    lines.push(`${countText(calls, 'call')}, ${tokens}, ${price}.`);
  }
  if (cut > 0)
    lines.push(
      `Cut ${textsText(cut)} that exceeded ${cut === 1 ? 'its field' : 'their fields'}, at a sentence or word.`,
    );
  lines.push(...failedLines(summary));
  for (const file of summary.kept ?? []) lines.push(`${file} was kept as edited by hand.`);
  lines.push(quality ? qualityInBrief(quality) : 'Dataset unchanged.');
  if (summary.next) lines.push(`Next: ${summary.next}`);
  return lines;
}

/** The failed texts, one per line, up to a limit. */
export function failedLines({ failed }: Pick<Summary, 'failed'>): string[] {
  const lines = failed
    .slice(0, NAMED)
    .map(({ file, line, key, field, reason }) => `${file}:${line ?? ''} (${key}): no ${field}: ${reason}.`);
  if (failed.length > NAMED)
    lines.push(`… and ${counted(failed.length - NAMED)} more; use \`--json\` to list all.`);
  return lines;
}

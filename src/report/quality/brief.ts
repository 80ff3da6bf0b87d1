import { countText } from '../../shared/counted.ts';
import type { FieldQuality, Measure } from './types.ts';

/** Every missed measure, one per line. */
export function missedLines(fields: readonly FieldQuality[]): string[] {
  return fields.flatMap(({ object, field, measures }) =>
    measures
      .filter(({ passed }) => !passed)
      .map(
        (measure) =>
          `  ${object}.${field}: ${measure.name} ${figure(measure.value)}, wanted ${boundText(measure)}`,
      ),
  );
}

export const NOTHING_TO_MEASURE = 'No text to measure.';

/** The measures in one sentence, for the end of a run. */
export function qualityInBrief(fields: readonly FieldQuality[]): string {
  if (fields.length === 0) return NOTHING_TO_MEASURE;
  const measures = fields.reduce((sum, { measures: all }) => sum + all.length, 0);
  const missed = missedLines(fields);
  if (missed.length === 0)
    return `Quality: all ${measures} measures of ${countText(fields.length, 'field')} pass.`;
  return `Quality: ${missed.length} of ${measures} measures failed; use \`sfdc-datagen report\` to list them.`;
}

/** A figure with two decimals, or a count without. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function boundText({ wanted }: Measure): string {
  return 'atMost' in wanted ? `≤ ${wanted.atMost}` : `≥ ${wanted.atLeast}`;
}

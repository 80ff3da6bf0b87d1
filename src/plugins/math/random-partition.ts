import { bind } from '../../python/function.ts';
import { float, numberOf } from '../../python/numbers/float.ts';
import { SIZE_LIMIT } from '../../python/size.ts';
import { typeName } from '../../python/type.ts';
import type { Value } from '../../python/value.ts';
import { FormulaError } from '../../shared/formula-error.ts';
import type { PluginArguments, PluginCall } from '../plugin.ts';
import { Series } from '../series.ts';

/**
 * `Math.random_partition`: numbers that add up to `total`, each a multiple of `step` from `min` to `max`, such as the
 * amounts of a parent's children. A remainder below one step is one more part.
 */
export function randomPartition({ positional, keyword }: PluginArguments, { draw }: PluginCall): Series {
  const bound = bind('random_partition', ['total', 'min', 'max', 'step'], positional, keyword, 1);
  const total = number('total', bound[0]!);
  const step = number('step', bound[3] ?? 1);
  if (step <= 0) throw new FormulaError('step must be positive.');
  const least = number('min', bound[1] ?? Math.max(1, step));
  const most = number('max', bound[2] ?? total);
  // Counted in steps, so that hundredths add up exactly.
  const rest = Number.isInteger(step) ? total % step : 0;
  const steps = Math.round((total - rest) / step);
  if (Math.abs(steps * step + rest - total) > 1e-9 * Math.max(1, total))
    throw new FormulaError(
      'total must be a multiple of step.',
      'A step below 1 must divide 1, as 0.01, 0.25, and 0.5 do.',
    );
  const from = Math.ceil(least / step - 1e-9);
  const to = Math.floor(most / step + 1e-9);
  if (from < 1) throw new FormulaError('min must be at least step.');
  if (steps / from > SIZE_LIMIT)
    throw new FormulaError(`A partition would have more than ${SIZE_LIMIT} parts.`);
  if (!adds(steps, from, to))
    throw new FormulaError(`${total} isn't a sum of numbers from ${least} to ${most}.`);
  const parts: number[] = [];
  for (let left = steps; left > 0; ) {
    let part = from + draw.below(Math.min(to, left) - from + 1);
    // A part whose remainder can't be partitioned is replaced by the next possible one.
    const largest = Math.min(to, left);
    while (!adds(left - part, from, to)) part = part === largest ? from : part + 1;
    parts.push(part);
    left -= part;
  }
  const isWhole = Number.isInteger(step);
  const decimals = 1 / step;
  const value = (part: number) =>
    isWhole ? part * step : float(Number.isInteger(decimals) ? part / decimals : part * step);
  return new Series({
    name: 'Math.random_partition',
    length: parts.length + (rest > 0 ? 1 : 0),
    valueAt: (index) => (index < parts.length ? value(parts[index]!) : rest),
  });
}

/** True if numbers from `from` to `to` can add up to a sum. */
function adds(sum: number, from: number, to: number): boolean {
  return sum === 0 || (to >= from && Math.ceil(sum / to) * from <= sum);
}

function number(name: string, value: Value): number {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : numberOf(value);
  if (given === undefined || !Number.isFinite(given))
    throw new FormulaError(`${name} must be a number; got ${typeName(value)}.`);
  return given;
}

import { DAY_SECONDS } from '../python/dates/calendar.ts';
import { PyDate } from '../python/dates/date.ts';
import { deltaOf } from '../python/dates/delta.ts';
import { bind } from '../python/function.ts';
import { toDate } from '../python/functions.ts';
import { binary } from '../python/numbers/arithmetic.ts';
import { wholeNumber } from '../python/sequence.ts';
import { typeName } from '../python/type.ts';
import type { Value } from '../python/value.ts';
import { FormulaError } from '../shared/formula-error.ts';
import { type PluginCall, plugin } from './plugin.ts';
import { Series } from './series.ts';

/** Snowfakery's `Counters`. */
export const counters = plugin('Counters', {
  NumberCounter: {
    kind: 'series',
    make({ positional, keyword }) {
      const [, start, step] = bind('NumberCounter', ['_', 'start', 'step'], positional, keyword);
      const from = start === undefined || start === null ? 1 : wholeNumber(start, 'start');
      const by = step === undefined ? 1 : wholeNumber(step, 'step');
      return new Series({
        name: 'NumberCounter',
        endless: true,
        valueAt: (index) => binary('+', from, binary('*', index, by)),
      });
    },
  },
  DateCounter: {
    kind: 'series',
    make({ positional, keyword }, call) {
      const [, start, step] = bind('DateCounter', ['_', 'start_date', 'step'], positional, keyword);
      if (start === undefined || step === undefined)
        throw new FormulaError('DateCounter() needs start_date and step.');
      const from = startDate(start, call);
      const seconds = stepSeconds(step);
      return new Series({
        name: 'DateCounter',
        endless: true,
        valueAt: (index) => PyDate.fromDays(from.days + Math.floor((index * seconds) / DAY_SECONDS)),
      });
    },
  },
});

/** Parses a date, a text of one, `today`, or a distance from it such as `-3y`. */
function startDate(value: Value, { now }: PluginCall): PyDate {
  const today = PyDate.fromDays(now.days);
  if (value === 'today' || value === 'now') return today;
  const distance = typeof value === 'string' ? deltaOf(value) : undefined;
  if (distance !== undefined) return PyDate.fromDays(today.days + Math.floor(distance / DAY_SECONDS));
  return toDate(value);
}

function stepSeconds(step: Value): number {
  const seconds = typeof step === 'string' ? deltaOf(step) : undefined;
  if (seconds === undefined)
    throw new FormulaError(
      `step must be a distance; got ${typeof step === 'string' ? `'${step}'` : typeName(step)}.`,
      'Write +1d, -2w, +1M or +1y.',
    );
  return seconds;
}

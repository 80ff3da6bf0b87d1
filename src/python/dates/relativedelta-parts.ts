import { pyType } from '../type.ts';
import type { PyRelativedelta } from './relativedelta.ts';

/** The parts of a relativedelta that are added. */
export const RELATIVE = [
  'years',
  'months',
  'days',
  'leapdays',
  'hours',
  'minutes',
  'seconds',
  'microseconds',
] as const;

export type Relative = Record<(typeof RELATIVE)[number], number>;

/** The parts that replace. */
export const ABSOLUTE = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'] as const;

export const RELATIVEDELTA = pyType<PyRelativedelta>(
  'relativedelta',
  {
    ...Object.fromEntries(RELATIVE.map((part) => [part, (self: PyRelativedelta) => self[part]])),
    ...Object.fromEntries(
      ABSOLUTE.map((part) => [part, (self: PyRelativedelta) => self.absolute[part] ?? null]),
    ),
    weeks: (self) => Math.trunc(self.days / 7),
  },
  {},
);

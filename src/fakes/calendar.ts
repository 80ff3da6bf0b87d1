import { formatted } from './clock.ts';
import type { Definition } from './definition.ts';
import { plain, wordOf } from './definition.ts';
import { between } from './draws.ts';
import type { Locale } from './locale.ts';
import { secondSince1970 } from './span.ts';

/** Parts of dates, as text, as in Python's Faker. */
export const CALENDAR: Record<string, Definition> = {
  year: plain('text', (call) => formatted(secondSince1970(call, 'year', null), '%Y')),
  month: plain('text', ({ draw }) => String(between(draw, 1, 12)).padStart(2, '0')),
  month_name: wordOf((locale) => namesOf(locale, 'month') ?? MONTHS),
  day_of_month: plain('text', (call) => formatted(secondSince1970(call, 'day_of_month', null), '%d')),
  day_of_week: wordOf((locale) => namesOf(locale, 'weekday') ?? DAYS),
  am_pm: wordOf(() => ['AM', 'PM']),
  century: wordOf(() =>
    'I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI'.split(' '),
  ),
  timezone: wordOf((locale) => locale.words('location', 'time_zone')),
  pytimezone: wordOf((locale) => locale.words('location', 'time_zone')),
};

function namesOf(locale: Locale, entry: 'month' | 'weekday'): readonly string[] | undefined {
  return locale.owns('date', entry) ? locale.faker.rawDefinitions.date?.[entry]?.wide : undefined;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = `January February March April May June July August September October November December`.split(
  ' ',
);

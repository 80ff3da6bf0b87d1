import { PyDate } from '../python/date.ts';
import { PyTuple } from '../python/tuple.ts';
import type { Draw } from '../random/draw.ts';
import { formattedDay } from './clock.ts';
import type { Definition } from './definition.ts';
import { ABSENT, fake, localized, localizedWith, plain } from './definition.ts';
import { between, weighted } from './draws.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';
import { dayOf, momentOf, todayOf } from './moment.ts';
import { bothify, UPPER } from './numerify.ts';
import { yearsBefore } from './span.ts';

/** What stands in a passport of the United States. */
export const PASSPORT: Record<string, Definition> = {
  passport_number: plain('text', ({ draw }) => passportNumber(draw)),
  passport_dob: plain('date', (call) => PyDate.fromDays(birthday(call))),
  passport_gender: fake('text', { seed: 0 }, ({ draw }) => gender(draw)),
  passport_owner: localizedWith('tuple', { gender: 'X' }, (locale) => {
    const owner = ownerOf(locale);
    return (call, args) => new PyTuple(owner(call, args.gender));
  }),
  passport_dates: fake(
    'tuple',
    { birthday: ABSENT },
    (call, { birthday: given }) =>
      new PyTuple(
        dates(
          call,
          given === null ? birthday(call) : dayOf(momentOf('passport_dates', 'birthday', given, call.asOf)),
        ),
      ),
  ),
  passport_full: localized('text', (locale) => {
    const owner = ownerOf(locale);
    return (call) => {
      const sex = gender(call.draw);
      const lines = [...owner(call, sex), sex, ...dates(call, birthday(call)), passportNumber(call.draw)];
      return `${lines.join('\n')}\n`;
    };
  }),
};

function ownerOf(locale: Locale): (call: FakeCall, gender: string) => string[] {
  const female = locale.text('first_name_female');
  const male = locale.text('first_name_male');
  const any = locale.text('first_name');
  const last = locale.text('last_name');
  return (call, sex) => [(sex === 'F' ? female : sex === 'M' ? male : any)(call), last(call)];
}

function passportNumber(draw: Draw): string {
  return bothify(draw, draw.pick(['?########', '#########']), UPPER);
}

function gender(draw: Draw): string {
  return weighted(draw, GENDERS);
}

const GENDERS = [
  ['F', 493],
  ['M', 493],
  ['X', 14],
] as const;

function birthday({ draw, asOf }: FakeCall): number {
  const today = todayOf(asOf);
  return between(draw, yearsBefore(today, 90), yearsBefore(today, 1));
}

/** Birth, issue and expiry; who gets one before 16 has it for five years, others for ten. */
function dates({ draw, asOf }: FakeCall, born: number): string[] {
  const today = todayOf(asOf);
  const years = born > yearsBefore(today, 16) ? 5 : 10;
  const issued = between(draw, Math.max(born, yearsBefore(today, years) + 1), Math.max(born, today));
  return [born, issued, yearsBefore(issued, -years)].map((day) => formattedDay(day, '%d %b %Y'));
}

import { PyDate } from '../../python/dates/date.ts';
import { PyDict } from '../../python/dict.ts';
import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asItems } from '../arguments.ts';
import { ABSENT, localized, localizedWith, plain, plainWith } from '../define.ts';
import { between, bothify, times, UPPER, weighted } from '../draws.ts';
import type { FakeCall, Locale, Topic } from '../fake.ts';
import { dayOfMoment, formattedDay, momentArgument, todayOf, yearsBefore } from '../moment.ts';
import { slugsOf, userName } from './person.ts';

type Entry = readonly [name: string, value: Value];

/** A person's data as a dict, and what is in a US passport. */
export const PROFILE = {
  simple_profile: localizedWith('dict', { sex: ABSENT }, (locale) => {
    const simple = simpleProfile(locale);
    return (call, { sex }) => new PyDict(simple(call, 'simple_profile', sex));
  }),
  profile: localizedWith('dict', { fields: ABSENT, sex: ABSENT }, (locale) => {
    const simple = simpleProfile(locale);
    const [job, company, ssn, address, url] = ['job', 'company', 'ssn', 'address', 'url'].map(locale.use);
    const [latitude, longitude] = ['latitude', 'longitude'].map(locale.use);
    return (call, { fields, sex }) => {
      const entries: Entry[] = [
        ['job', job!(call)],
        ['company', company!(call)],
        ['ssn', ssn!(call)],
        ['residence', address!(call)],
        ['current_location', new PyTuple([latitude!(call), longitude!(call)])],
        ['blood_group', call.draw.pick(BLOOD_GROUPS)],
        ['website', times(between(call.draw, 1, 4), () => url!(call))],
        ...simple(call, 'profile', sex),
      ];
      const wanted = (asItems(fields) ?? []).map(text);
      return new PyDict(wanted.length > 0 ? entries.filter(([name]) => wanted.includes(name)) : entries);
    };
  }),
  passport_number: plain('text', ({ draw }) => passportNumber(draw)),
  passport_dob: plain('date', (call) => PyDate.fromDays(birthday(call))),
  passport_gender: plainWith('text', { seed: 0 }, ({ draw }) => gender(draw)),
  passport_owner: localizedWith('tuple', { gender: 'X' }, (locale) => {
    const owner = ownerOf(locale);
    return (call, args) => new PyTuple(owner(call, args.gender));
  }),
  passport_dates: plainWith(
    'tuple',
    { birthday: ABSENT },
    (call, { birthday: given }) =>
      new PyTuple(
        dates(
          call,
          given === null
            ? birthday(call)
            : dayOfMoment(momentArgument('passport_dates', 'birthday', given, call.asOf)),
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
} satisfies Topic;

function simpleProfile(locale: Locale): (call: FakeCall, fakeName: string, sex: Value) => Entry[] {
  const slugs = slugsOf(locale);
  const [female, male, address] = ['name_female', 'name_male', 'address'].map(locale.use);
  const [mail, birthday] = ['safe_email', 'date_of_birth'].map(locale.use);
  return (call, fakeName, sex) => {
    const chosen = sex === null ? call.draw.pick(['F', 'M']) : text(sex);
    if (chosen !== 'F' && chosen !== 'M') throw argumentError(fakeName, 'sex', 'must be F or M', sex);
    return [
      ['username', userName(call.draw, slugs)],
      ['name', (chosen === 'F' ? female! : male!)(call)],
      ['sex', chosen],
      ['address', address!(call)],
      ['mail', mail!(call)],
      ['birthdate', birthday!(call)],
    ];
  };
}

const BLOOD_GROUPS = ['A+', 'A-', 'B+', 'B-', 'AB+', 'AB-', 'O+', 'O-'];

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

/** Birth, issue, and expiry: a passport issued before age 16 is valid for five years, others for ten. */
function dates({ draw, asOf }: FakeCall, born: number): string[] {
  const today = todayOf(asOf);
  const years = born > yearsBefore(today, 16) ? 5 : 10;
  const issued = between(draw, Math.max(born, yearsBefore(today, years) + 1), Math.max(born, today));
  return [born, issued, yearsBefore(issued, -years)].map((day) => formattedDay(day, '%d %b %Y'));
}

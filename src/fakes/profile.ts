import { PyDict } from '../python/dict.ts';
import { text } from '../python/text.ts';
import { PyTuple } from '../python/tuple.ts';
import type { Value } from '../python/value.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, itemsOf, localizedWith } from './definition.ts';
import { between, times } from './draws.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';
import { slugsOf, userName } from './user-name.ts';

type Entry = readonly [name: string, value: Value];

/** A person's data as a dict. */
export const PROFILE: Record<string, Definition> = {
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
      const wanted = (itemsOf(fields) ?? []).map(text);
      return new PyDict(wanted.length > 0 ? entries.filter(([name]) => wanted.includes(name)) : entries);
    };
  }),
};

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

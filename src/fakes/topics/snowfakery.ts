import { text } from '../../python/text.ts';
import { asciiSlug } from '../../shared/ascii-slug.ts';
import { ABSENT, localized, localizedWith } from '../define.ts';
import { between, randomCharacters } from '../draws.ts';
import type { FakeCall, Topic } from '../fake.ts';
import { reservedDomain } from './internet.ts';
import { firstNames, slugsOf, userName } from './person.ts';

/** The fakes that Snowfakery adds to Python's Faker or changes, for Salesforce. */
export const SNOWFAKERY = {
  user_name: localizedWith('text', { matching: true }, (locale) => {
    const slugs = slugsOf(locale);
    return (call, { matching }) => {
      const [first, last] = (matching ? namesOfRow(call) : undefined) ?? [
        call.draw.pick(slugs.first),
        call.draw.pick(slugs.last),
      ];
      const ending = `_${uniqueEnding(call)}@${reservedDomain(call.draw)}`;
      return `${`${first}.${last}`.slice(0, USERNAME_LENGTH - ending.length)}${ending}`;
    };
  }),
  email: localizedWith('text', { matching: true, safe: true, domain: ABSENT }, (locale) => {
    const slugs = slugsOf(locale);
    return (call, { matching, domain }) => {
      const names = matching ? namesOfRow(call) : undefined;
      const local = names ? matchingName(call, names) : userName(call.draw, slugs);
      return `${local.slice(0, LOCAL_PART_LENGTH)}@${domain === null ? reservedDomain(call.draw) : text(domain)}`;
    };
  }),
  // Snowfakery warns that this one may reach a real person; here it can't.
  realistic_maybe_real_email: localized('text', (locale) => {
    const slugs = slugsOf(locale);
    return ({ draw }) => `${userName(draw, slugs)}@${draw.pick(slugs.last)}.${reservedDomain(draw)}`;
  }),
  alias: localized('text', (locale) => {
    const names = firstNames(locale);
    return ({ draw }) => draw.pick(names).slice(0, ALIAS_LENGTH);
  }),
} satisfies Topic;

/** The limit of RFC 5321 for the part before the @; with a reserved domain it fits Salesforce's 80 as well. */
const LOCAL_PART_LENGTH = 64;
/** Salesforce's limits for User.Username and User.Alias. */
const USERNAME_LENGTH = 80;
const ALIAS_LENGTH = 8;

/** First and last name of the row made so far as slugs, where it has both in ASCII, as Snowfakery expects them. */
function namesOfRow(call: FakeCall): readonly [string, string] | undefined {
  const first = slugOf(call.row('FirstName') ?? call.row('first_name'));
  const last = slugOf(call.row('LastName') ?? call.row('last_name'));
  return first && last ? [first, last] : undefined;
}

function slugOf(name: ReturnType<FakeCall['row']>): string {
  return typeof name === 'string' && /^[ -~]+$/.test(name) ? asciiSlug(name) : '';
}

/** The person's names in one of the usual forms of addresses, some with a year of birth. */
function matchingName({ draw, asOf }: FakeCall, [first, last]: readonly [string, string]): string {
  const given = draw.pick([first, first[0]!, first.slice(0, 2)]);
  const year = String(Number(asOf.slice(0, 4)) - between(draw, 18, 80));
  const ending = draw.pick([year, year.slice(2), year.slice(3), '']);
  return `${given}${draw.pick(['', '.', '-', '_', '+'])}${last}${ending}`;
}

/** Like a UUID, with the ordinal as its last part: unique in the dataset, and by chance beyond. */
function uniqueEnding({ draw, ordinal }: FakeCall): string {
  const hex = randomCharacters(draw, '0123456789abcdef', 12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${ordinal.toString(16).padStart(12, '0')}`;
}

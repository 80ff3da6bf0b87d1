import { argumentError } from '../arguments.ts';
import { localized, localizedWith, plain, wordOf } from '../define.ts';
import { between, numerify, randomDigits } from '../draws.ts';
import type { FakeCall, Locale, Topic } from '../fake.ts';
import { lastNames } from './person.ts';
import { postcodeOf, usPostcode } from './place.ts';

/** Addresses and their parts. */
export const ADDRESS = {
  address: localized('text', addressOf),
  street_address: localized('text', streetAddress),
  secondary_address: localized('text', (locale) => {
    if (locale.owns('location', 'secondary_address')) return () => locale.faker.location.secondaryAddress();
    return ({ draw }) => numerify(draw, draw.pick(SECONDARY));
  }),
  building_number: localized('text', buildingNumber),
  street_name: localized('text', streetName),
  street_suffix: wordOf((locale) =>
    locale.owns('location', 'street_suffix') ? locale.words('location', 'street_suffix') : STREET_SUFFIXES,
  ),
  city: { ...localized('text', cityOf), pool: cityNames },
  city_name: wordOf(cityNames),
  town: wordOf(cityNames),
  village: wordOf(cityNames),
  city_prefix: wordOf((locale) => locale.words('location', 'city_prefix')),
  city_suffix: wordOf((locale) => locale.words('location', 'city_suffix')),
  state: wordOf(states),
  administrative_unit: wordOf(states),
  province: wordOf(states),
  region: wordOf(states),
  department: wordOf(states),
  prefecture: wordOf(states),
  district: wordOf(counties),
  county: wordOf(counties),
  state_abbr: localizedWith(
    'text',
    { include_territories: true, include_freely_associated_states: true },
    (locale) => {
      const states = locale.words('location', 'state_abbr');
      if (locale.country.code !== 'US') return ({ draw }) => draw.pick(states);
      return ({ draw }, { include_territories, include_freely_associated_states }) =>
        draw.pick([
          ...states,
          'DC',
          ...(include_territories ? TERRITORIES : []),
          ...(include_freely_associated_states ? FREELY_ASSOCIATED : []),
        ]);
    },
  ),
  country: wordOf((locale) => locale.words('location', 'country')),
  country_code: localizedWith('text', { representation: 'alpha-2' }, (locale) => {
    const codes = locale.faker.rawDefinitions.location!.country_code!;
    return ({ draw }, { representation }) => {
      const code = draw.pick(codes);
      if (representation === 'alpha-2') return code.alpha2;
      if (representation === 'alpha-3') return code.alpha3;
      throw argumentError('country_code', 'representation', 'must be alpha-2 or alpha-3', representation);
    };
  }),
  current_country: localized(
    'text',
    ({ country }) =>
      () =>
        country.name,
  ),
  current_country_code: localized(
    'text',
    ({ country }) =>
      () =>
        country.code,
  ),
  military_apo: plain('text', ({ draw }) => numerify(draw, 'PSC ####, Box ####')),
  military_dpo: plain('text', ({ draw }) => numerify(draw, 'Unit #### Box ####')),
  military_ship: wordOf(() => ['USS', 'USNS', 'USNV', 'USCGC']),
  military_state: wordOf(() => ['AE', 'AA', 'AP']),
} satisfies Topic;

type Part = (call: FakeCall) => string;

function addressOf(locale: Locale): Part {
  const street = streetAddress(locale);
  const city = cityOf(locale);
  if (locale.country.code === 'US') {
    const abbreviations = locale.words('location', 'state_abbr');
    return (call) => {
      const state = call.draw.pick(abbreviations);
      return `${street(call)}\n${city(call)}, ${state} ${usPostcode(call.draw, state)}`;
    };
  }
  const postcode = postcodeOf(locale);
  // English-speaking countries write the postcode last, most others before the city.
  if (locale.code.startsWith('en')) return (call) => `${street(call)}\n${city(call)} ${postcode(call)}`;
  return (call) => `${street(call)}\n${postcode(call)} ${city(call)}`;
}

function streetAddress(locale: Locale): Part {
  if (locale.owns('location', 'street_pattern') || locale.owns('location', 'street_address'))
    return () => locale.faker.location.streetAddress();
  const number = buildingNumber(locale);
  const street = streetName(locale);
  return (call) => `${number(call)} ${street(call)}`;
}

function buildingNumber(locale: Locale): Part {
  // Spanish patterns begin with what separates the number from its street.
  if (locale.owns('location', 'building_number'))
    return () => locale.faker.location.buildingNumber().replace(/^[\s,]+/, '');
  return ({ draw }) => randomDigits(draw, between(draw, 2, 5));
}

function streetName(locale: Locale): Part {
  if (locale.owns('location', 'street_pattern')) return () => locale.faker.location.street();
  const names = [...lastNames(locale), ...STREET_NAMES];
  return ({ draw }) => `${draw.pick(names)} ${draw.pick(STREET_SUFFIXES)}`;
}

/** Where faker has patterns of a locale's own but no cities, it makes them up. */
function cityOf(locale: Locale): Part {
  if (!locale.owns('location', 'city_name') && locale.owns('location', 'city_pattern'))
    return () => locale.faker.location.city();
  const cities = cityNames(locale);
  return ({ draw }) => draw.pick(cities);
}

/** faker's English cities without those that have a county in their name, as in the census. */
function cityNames(locale: Locale): readonly string[] {
  const cities = locale.words('location', 'city_name');
  if (locale.owns('location', 'city_name')) return cities;
  return cities.filter((city) => !/County|Town$|[(/]|-(?!Salem)|Boise City/.test(city));
}

function counties(locale: Locale): readonly string[] {
  return locale.words('location', 'county');
}

/** Where faker has no states of a country's, its counties take their place. */
function states(locale: Locale): readonly string[] {
  const county = !locale.owns('location', 'state') && locale.owns('location', 'county');
  return locale.words('location', county ? 'county' : 'state');
}

const TERRITORIES = ['AS', 'GU', 'MP', 'PR', 'VI'];
const FREELY_ASSOCIATED = ['FM', 'MH', 'PW'];
const SECONDARY = ['Apt. %##', 'Suite %##'];
const STREET_SUFFIXES: readonly string[] = `
  Avenue Boulevard Circle Court Crossing Drive Hill Lane Loop Parkway Path Place Plaza Point Ridge Road Row Square
  Street Terrace Trail View Walk Way
`
  .trim()
  .split(/\s+/);
const STREET_NAMES: readonly string[] = `
  Ash Aspen Beech Birch Canyon Cedar Cherry Chestnut Church Cypress Dogwood Elm Forest Garden Grove Harbor Hickory
  Highland Hillside Juniper Lake Lakeview Laurel Liberty Lincoln Magnolia Main Maple Market Meadow Mill Oak Orchard
  Park Pine Pleasant Poplar Prospect Ridge River School Spring Spruce Summit Sunset Sycamore Union Valley Walnut
  Willow Woodland
`
  .trim()
  .split(/\s+/);

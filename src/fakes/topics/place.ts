import { text } from '../../python/text.ts';
import { PyTuple } from '../../python/tuple.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asNumber } from '../arguments.ts';
import { ABSENT, localized, localizedWith, plain, plainWith } from '../define.ts';
import { between } from '../draws.ts';
import type { Fake, FakeCall, Locale, Topic } from '../fake.ts';
import { CITIES, US_POSTCODES } from '../tables/places.ts';

/** Postcodes under all their names, and coordinates. */
export const PLACE = {
  postcode: localized('text', postcodeOf),
  postalcode: localized('text', postcodeOf),
  postal_code: localized('text', postcodeOf),
  zipcode: localized('text', postcodeOf),
  postcode_in_state: inState('postcode_in_state'),
  postalcode_in_state: inState('postalcode_in_state'),
  zipcode_in_state: inState('zipcode_in_state'),
  postalcode_plus4: plain('text', plus4),
  zipcode_plus4: plain('text', plus4),
  latitude: plain('number', ({ draw }) => degrees(draw, -90, 90)),
  longitude: plain('number', ({ draw }) => degrees(draw, -180, 180)),
  latlng: plain('tuple', ({ draw }) => new PyTuple([degrees(draw, -90, 90), degrees(draw, -180, 180)])),
  coordinate: plainWith('number', { center: ABSENT, radius: 0.001 }, ({ draw }, { center, radius }) => {
    const middle = asNumber(center);
    return middle === undefined ? degrees(draw, -180, 180) : degrees(draw, middle - radius, middle + radius);
  }),
  local_latlng: plainWith('tuple', { country_code: 'US', coords_only: false }, ({ draw }, args) => {
    const places = CITIES.filter((place) => place[3] === args.country_code);
    if (places.length === 0)
      throw argumentError(
        'local_latlng',
        'country_code',
        `must be one of ${[...new Set(CITIES.map((place) => place[3]))].sort().join(', ')}`,
        text(args.country_code),
      );
    return new PyTuple(draw.pick(places).slice(0, args.coords_only ? 2 : 5));
  }),
  location_on_land: plainWith(
    'tuple',
    { coords_only: false },
    ({ draw }, { coords_only }) => new PyTuple(draw.pick(CITIES).slice(0, coords_only ? 2 : 5)),
  ),
} satisfies Topic;

export function postcodeOf(locale: Locale): (call: FakeCall) => string {
  if (locale.owns('location', 'postcode')) return () => locale.faker.location.zipCode();
  const states = locale.words('location', 'state_abbr');
  return ({ draw }) => usPostcode(draw, draw.pick(states));
}

/** A postcode of a state of the United States, or of any where the country has other states. */
export function usPostcode(draw: Draw, state: string): string {
  const [from, to] = US_POSTCODES.get(state) ?? [10_000, 99_950];
  return String(between(draw, from, to)).padStart(5, '0');
}

function inState(name: string): Fake {
  return localizedWith('text', { state_abbr: ABSENT }, (locale) => {
    const states = locale.words('location', 'state_abbr');
    return ({ draw }, { state_abbr }) => {
      if (state_abbr === null) return usPostcode(draw, draw.pick(states));
      if (US_POSTCODES.has(text(state_abbr))) return usPostcode(draw, text(state_abbr));
      throw argumentError(name, 'state_abbr', 'must be the two letters of a state', state_abbr);
    };
  });
}

function plus4({ draw }: FakeCall): string {
  return `${between(draw, 10_000, 99_950)}-${String(between(draw, 1, 9999)).padStart(4, '0')}`;
}

/** Seven places after the point, a centimeter. */
function degrees(draw: Draw, from: number, to: number): number {
  return Math.round((from + draw.next() * (to - from)) * 1e7) / 1e7;
}

import { text } from '../python/text.ts';
import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, localized, localizedWith, plain } from './definition.ts';
import { between } from './draws.ts';
import type { FakeCall } from './fakes.ts';
import type { Locale } from './locale.ts';
import { US_POSTCODES } from './us-postcodes.ts';

/** Postcodes under all the names that they go by. */
export const POSTCODE: Record<string, Definition> = {
  postcode: localized('text', postcodeOf),
  postalcode: localized('text', postcodeOf),
  postal_code: localized('text', postcodeOf),
  zipcode: localized('text', postcodeOf),
  postcode_in_state: inState('postcode_in_state'),
  postalcode_in_state: inState('postalcode_in_state'),
  zipcode_in_state: inState('zipcode_in_state'),
  postalcode_plus4: plain('text', plus4),
  zipcode_plus4: plain('text', plus4),
};

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

function inState(name: string): Definition {
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

import { streamKey } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import { type EagerFunction, fail, numberArgument } from '../functions/eager.ts';
import { CompositeValue } from '../run/composite-value.ts';
import type { City } from './names.ts';

const HOUSE_NUMBERS = 9_900;

/** A CompositeValue that remembers its city, for the area codes of its phones. */
class PlaceThing extends CompositeValue {
  readonly city: City;

  constructor(city: City, attributes: Record<string, string>) {
    super(`${attributes.street}, ${attributes.city}`, attributes);
    this.city = city;
  }
}

/**
 * A consistent address in the United States: `street`, `city`, `state`, `postal_code`, `country`. Larger cities are
 * more frequent; the street is the account's place in a permutation of all, so that no two accounts share one.
 */
export const place: EagerFunction = {
  parameters: [],
  call(_, { run, row }) {
    const { cities, streets } = run.names;
    const chance = run.draw.next() * cities.at(-1)!.upTo;
    const city = cities.find(({ upTo }) => chance < upTo) ?? cities.at(-1)!;
    const [first, last] = run.draw.pick(city.zips);
    const zip = String(first + run.draw.below(last - first + 1)).padStart(5, '0');

    const { names, suffixes } = streets;
    const size = HOUSE_NUMBERS * names.length * suffixes.length;
    const index = permute(row.root.number % size, size, streamKey(run.column('place', 'street'), 0));
    const number = 100 + (index % HOUSE_NUMBERS);
    const street = Math.floor(index / HOUSE_NUMBERS);
    const name = `${names[street % names.length]} ${suffixes[Math.floor(street / names.length)]}`;
    return new PlaceThing(city, {
      street: `${number} ${name}`,
      city: city.city,
      state: city.state,
      postal_code: zip,
      country: 'United States',
    });
  },
};

const TOLL_FREE = [800, 888, 877, 866, 855, 844, 833];
const LINES = 100;

/**
 * A phone number of a place: `(415) 555-0142`. Lines 0 to 99 are unique within an account, further ones have another
 * area code; 555-0100 to 555-0199 are reserved for fiction (NANPA).
 */
export const phone: EagerFunction = {
  parameters: ['place', 'line'],
  required: 2,
  call([at, line], { run, row }) {
    if (!(at instanceof PlaceThing)) return fail('`phone` needs a `place`.');
    const number = Math.max(0, Math.trunc(numberArgument(line, 'line')));
    const { low, high } = row.root;
    const key = streamKey(run.column('phone', 'line'), low, high);
    // The account's main area code first; it also determines which of the city's codes that is.
    const own = permute(0, at.city.areaCodes.length, key);
    const round = Math.floor(number / LINES);
    const code = round === 0 ? at.city.areaCodes[own]! : TOLL_FREE[(round - 1) % TOLL_FREE.length]!;
    const digits = permute(number % LINES, LINES, key);
    return `(${code}) 555-01${String(digits).padStart(2, '0')}`;
  },
};

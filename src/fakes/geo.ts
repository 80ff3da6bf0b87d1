import { text } from '../python/text.ts';
import { PyTuple } from '../python/tuple.ts';
import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { ABSENT, argumentError, fake, numberOf, plain } from './definition.ts';
import { PLACES } from './places.ts';

/** Places on earth. */
export const GEO: Record<string, Definition> = {
  latitude: plain('number', ({ draw }) => degrees(draw, -90, 90)),
  longitude: plain('number', ({ draw }) => degrees(draw, -180, 180)),
  latlng: plain('tuple', ({ draw }) => new PyTuple([degrees(draw, -90, 90), degrees(draw, -180, 180)])),
  coordinate: fake('number', { center: ABSENT, radius: 0.001 }, ({ draw }, { center, radius }) => {
    const middle = numberOf(center);
    return middle === undefined ? degrees(draw, -180, 180) : degrees(draw, middle - radius, middle + radius);
  }),
  local_latlng: fake('tuple', { country_code: 'US', coords_only: false }, ({ draw }, args) => {
    const places = PLACES.filter((place) => place[3] === args.country_code);
    if (places.length === 0)
      throw argumentError(
        'local_latlng',
        'country_code',
        `must be one of ${[...new Set(PLACES.map((place) => place[3]))].sort().join(', ')}`,
        text(args.country_code),
      );
    return new PyTuple(draw.pick(places).slice(0, args.coords_only ? 2 : 5));
  }),
  location_on_land: fake(
    'tuple',
    { coords_only: false },
    ({ draw }, { coords_only }) => new PyTuple(draw.pick(PLACES).slice(0, coords_only ? 2 : 5)),
  ),
};

/** Seven places after the point, a centimetre. */
function degrees(draw: Draw, from: number, to: number): number {
  return Math.round((from + draw.next() * (to - from)) * 1e7) / 1e7;
}

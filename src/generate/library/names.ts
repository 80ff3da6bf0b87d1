import { join } from 'node:path';
import { readYaml } from '../../config/yaml.ts';
import { packageRoot } from '../../shared/package-root.ts';

/** A city with its ZIP and area codes. */
export interface City {
  city: string;
  state: string;
  /** The first and last code of each range. */
  zips: readonly (readonly [number, number])[];
  areaCodes: readonly number[];
  /** The sum of the weights up to and including this city. */
  upTo: number;
}

/** The word lists for companies and places. */
export interface Names {
  stems: { first: readonly string[]; second: readonly string[] };
  streets: { names: readonly string[]; suffixes: readonly string[] };
  cities: readonly City[];
}

interface PlacesFile {
  places: { city: string; state: string; zips: string[]; area_codes: number[]; weight: number }[];
}

export const nameFiles: readonly string[] = ['stems', 'streets', 'places'].map((name) =>
  join(packageRoot, 'templates', 'names', `${name}.yml`),
);

/** Reads `templates/names/`. */
export function loadNames(): Names {
  const [stems, streets, places] = nameFiles.map((file) => readYaml(file).value);
  let upTo = 0;
  const cities = (places as PlacesFile).places.map(({ city, state, zips, area_codes, weight }): City => {
    upTo += weight;
    const ranges = zips.map((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return [first, last] as const;
    });
    return { city, state, zips: ranges, areaCodes: area_codes, upTo };
  });
  return { stems: stems as Names['stems'], streets: streets as Names['streets'], cities };
}

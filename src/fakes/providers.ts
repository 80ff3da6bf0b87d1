import type { Definition } from './definition.ts';
import { plain } from './definition.ts';
import { times } from './draws.ts';
import { EDUCATION } from './education.ts';

const WHO = [
  '',
  'First',
  'Friends of',
  'Greater',
  'Neighborhood',
  'Northside',
  'United',
  'Valley',
  'Westside',
];
const CAUSES = [
  'Animal Rescue',
  'Arts',
  'Clean Water',
  'Education',
  'Food',
  'Health',
  'Heritage',
  'Housing',
  'Youth',
];
const BODIES = [
  'Alliance',
  'Association',
  'Bank',
  'Center',
  'Coalition',
  'Council',
  'Foundation',
  'Fund',
  'Network',
];

const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * The fakes of providers that public recipes declare, by the provider: `- plugin: faker_edu.Provider`. The names are
 * theirs, the words are not.
 */
export const PROVIDERS: Readonly<Record<string, Readonly<Record<string, Definition>>>> = {
  'faker_edu.Provider': EDUCATION,
  'faker_nonprofit.Provider': {
    nonprofit_name: plain('text', ({ draw }) =>
      `${draw.pick(WHO)} ${draw.pick(CAUSES)} ${draw.pick(BODIES)}`.trim(),
    ),
  },
  'tla_provider.Provider': {
    ThreeLetterAcronym: plain('text', ({ draw }) => times(3, () => draw.pick(CAPITALS)).join('')),
  },
};

import { localized, plain } from './define.ts';
import { times } from './draws.ts';
import type { Topic } from './fake.ts';
import {
  BUILDINGS,
  DEPARTMENTS,
  INSTITUTIONS,
  POSITIONS,
  REGIONS,
  SCHOOLS,
  SPORTS,
  SUBJECTS,
} from './tables/education.ts';

/** The fakes of the package faker_edu: schools, what is taught there, and by whom. */
const EDUCATION: Topic = {
  institution_name: plain('text', ({ draw }) => `${draw.pick(REGIONS)} ${draw.pick(INSTITUTIONS)}`),
  highschool_name: localized('text', (locale) => {
    const named = [locale.text('city'), locale.text('name')];
    return (call) => `${call.draw.pick(named)(call)} ${call.draw.pick(SCHOOLS)}`;
  }),
  department_name: plain('text', ({ draw }) => draw.pick(DEPARTMENTS)),
  faculty_position: plain('text', ({ draw }) => draw.pick(POSITIONS)),
  faculty_title: plain('text', ({ draw }) => `${draw.pick(POSITIONS)} of ${draw.pick(DEPARTMENTS)}`),
  sport: plain('text', ({ draw }) => `${draw.pick(["Men's", "Women's"])} ${draw.pick(SPORTS)}`),
  facility_name: localized('text', (locale) => {
    const lastName = locale.text('last_name');
    return (call) => `${lastName(call)} ${call.draw.pick(DEPARTMENTS)} ${call.draw.pick(BUILDINGS)}`;
  }),
  college_name: localized('text', (locale) => {
    const [firstName, lastName] = [locale.text('first_name'), locale.text('last_name')];
    const named = [
      () => '',
      lastName,
      (call: Parameters<typeof lastName>[0]) => `${firstName(call)} ${lastName(call)}`,
    ];
    return (call) => {
      const name = call.draw.pick(named)(call);
      return `The ${name && `${name} `}${call.draw.pick(['College', 'School'])} of ${call.draw.pick(SUBJECTS)}`;
    };
  }),
  academic_discipline: plain('text', ({ draw }) => draw.pick(SUBJECTS)),
};

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
export const PROVIDERS: Readonly<Record<string, Topic>> = {
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

import type { Definition } from './definition.ts';
import { localized, plain } from './definition.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

const SUBJECTS = list(`
  Accounting
  Anthropology
  Architecture
  Art History
  Astronomy
  Biochemistry
  Biology
  Business Administration
  Chemistry
  Civil Engineering
  Classics
  Communication
  Computer Science
  Criminology
  Data Science
  Economics
  Electrical Engineering
  English Literature
  Environmental Science
  Film Studies
  Finance
  Geography
  Geology
  History
  International Relations
  Journalism
  Law
  Linguistics
  Marketing
  Mathematics
  Mechanical Engineering
  Music
  Nursing
  Nutrition
  Philosophy
  Physics
  Political Science
  Psychology
  Public Health
  Religious Studies
  Social Work
  Sociology
  Spanish
  Statistics
  Theater
  Urban Planning
  Veterinary Medicine
`);

const OFFICES = list(`
  Academic Advising
  Admissions
  Cell and Molecular Biology
  Clinical Nursing
  Continuing Education
  Early Childhood Education
  Emergency Medicine
  Family Medicine
  Internal Medicine
  Kinesiology
  Library Services
  Neuroscience
  Occupational Therapy
  Pediatrics
  Pharmacy
  Physical Education
  Radiology
  Rehabilitation Medicine
  Student Affairs
  Surgery
`);

const DEPARTMENTS = [...SUBJECTS, ...OFFICES];

const POSITIONS = list(`
  Adjunct Professor
  Assistant Professor
  Associate Professor
  Chair
  Dean
  Lecturer
  Professor
  Professor Emeritus
  Research Fellow
  Teaching Assistant
  Visiting Scholar
`);

const SPORTS = list(`
  Badminton
  Baseball
  Basketball
  Cross Country
  Fencing
  Golf
  Gymnastics
  Ice Hockey
  Lacrosse
  Rowing
  Rugby
  Soccer
  Softball
  Swimming
  Table Tennis
  Tennis
  Track and Field
  Volleyball
  Water Polo
  Wrestling
`);

const REGIONS = list(`
  Bay
  Capital
  Cascade
  Cedar Valley
  Central
  Coastal
  Delta
  Eastern
  Evergreen
  Great Plains
  Harbor
  Highland
  Lakeside
  Maple Ridge
  Metropolitan
  Midland
  Northern
  Oak Hill
  Pacific
  Pine Grove
  Pioneer
  Prairie
  Riverside
  Southern
  Stonebridge
  Summit
  Union
  Western
  Willow Creek
`);

const INSTITUTIONS = [
  'College',
  'Community College',
  'Institute of Technology',
  'State University',
  'University',
];
const SCHOOLS = ['Academy', 'High', 'High School', 'Preparatory School', 'School', 'Secondary School'];
const BUILDINGS = ['Building', 'Center', 'Complex', 'Hall', 'Laboratory', 'Library', 'Pavilion', 'Tower'];

/** The fakes of the package faker_edu: schools, what is taught there, and by whom. */
export const EDUCATION: Record<string, Definition> = {
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

const list = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

export const SUBJECTS = list(`
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

export const DEPARTMENTS = [...SUBJECTS, ...OFFICES];

export const POSITIONS = list(`
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

export const SPORTS = list(`
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

export const REGIONS = list(`
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

export const INSTITUTIONS = [
  'College',
  'Community College',
  'Institute of Technology',
  'State University',
  'University',
];
export const SCHOOLS = ['Academy', 'High', 'High School', 'Preparatory School', 'School', 'Secondary School'];
export const BUILDINGS = [
  'Building',
  'Center',
  'Complex',
  'Hall',
  'Laboratory',
  'Library',
  'Pavilion',
  'Tower',
];

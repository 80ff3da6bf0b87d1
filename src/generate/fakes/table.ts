import { UserError } from '../../errors.ts';
import { ADDRESS } from './address.ts';
import { CALENDAR } from './calendar.ts';
import { COMPANY } from './company.ts';
import { DATE } from './date.ts';
import { DATETIME } from './datetime.ts';
import type { Definition } from './definition.ts';
import { plain } from './definition.ts';
import { GEO } from './geo.ts';
import { INTERNET } from './internet.ts';
import { JOB } from './job.ts';
import { LOREM } from './lorem.ts';
import { NUMBER } from './number.ts';
import { PERSON } from './person.ts';
import { PHONE } from './phone.ts';
import { REFUSED } from './refused.ts';
import { SNOWFAKERY } from './snowfakery.ts';

/** Every fake by its name in Python's Faker or Snowfakery; where both have one, Snowfakery's wins. */
export const TABLE: Readonly<Record<string, Definition>> = {
  ...PERSON,
  ...ADDRESS,
  ...COMPANY,
  ...JOB,
  ...PHONE,
  ...INTERNET,
  ...LOREM,
  ...DATE,
  ...DATETIME,
  ...CALENDAR,
  ...NUMBER,
  ...GEO,
  ...refused(),
  ...SNOWFAKERY,
};

function refused(): Record<string, Definition> {
  return Object.fromEntries(
    Object.entries(REFUSED).map(([name, reason]) => [
      name,
      plain('refused', () => () => {
        throw new UserError(`The fake ${name} is not to be had here: ${reason}.`);
      }),
    ]),
  );
}

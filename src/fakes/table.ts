import { UserError } from '../shared/errors.ts';
import { ADDRESS } from './address.ts';
import { BANK } from './bank.ts';
import { BARCODE } from './barcode.ts';
import { BOOK_NUMBER } from './book-number.ts';
import { CALENDAR } from './calendar.ts';
import { COLLECTION } from './collection.ts';
import { COLOR } from './color.ts';
import { COMPANY } from './company.ts';
import { CREDIT_CARD } from './credit-card.ts';
import { CURRENCY } from './currency.ts';
import { DATE } from './date.ts';
import { DATETIME } from './datetime.ts';
import type { Definition } from './definition.ts';
import { plain } from './definition.ts';
import { DOCUMENT } from './document.ts';
import { EMOJI } from './emoji.ts';
import { FILE } from './file.ts';
import { FRACTION } from './fraction.ts';
import { GEO } from './geo.ts';
import { HASH } from './hash.ts';
import { IDENTITY } from './identity.ts';
import { INTERNET } from './internet.ts';
import { JOB } from './job.ts';
import { LANGUAGE } from './language.ts';
import { LOREM } from './lorem.ts';
import { NETWORK } from './network.ts';
import { NUMBER } from './number.ts';
import { PASSPORT } from './passport.ts';
import { PATTERN } from './pattern.ts';
import { PERSON } from './person.ts';
import { PHONE } from './phone.ts';
import { POSTCODE } from './postcode.ts';
import { PROFILE } from './profile.ts';
import { REFUSED } from './refused.ts';
import { SNOWFAKERY } from './snowfakery.ts';
import { USER_AGENT } from './user-agent.ts';
import { VEHICLE } from './vehicle.ts';

/** Every fake by its name in Python's Faker or Snowfakery; where both have one, Snowfakery's wins. */
export const TABLE: Readonly<Record<string, Definition>> = {
  ...PERSON,
  ...ADDRESS,
  ...POSTCODE,
  ...COMPANY,
  ...JOB,
  ...PHONE,
  ...INTERNET,
  ...NETWORK,
  ...LOREM,
  ...DATE,
  ...DATETIME,
  ...CALENDAR,
  ...NUMBER,
  ...FRACTION,
  ...GEO,
  ...BANK,
  ...BARCODE,
  ...BOOK_NUMBER,
  ...COLLECTION,
  ...COLOR,
  ...CREDIT_CARD,
  ...CURRENCY,
  ...DOCUMENT,
  ...EMOJI,
  ...FILE,
  ...HASH,
  ...IDENTITY,
  ...LANGUAGE,
  ...PASSPORT,
  ...PATTERN,
  ...PROFILE,
  ...USER_AGENT,
  ...VEHICLE,
  ...refused(),
  ...SNOWFAKERY,
};

function refused(): Record<string, Definition> {
  return Object.fromEntries(
    Object.entries(REFUSED).map(([name, reason]) => [
      name,
      plain('refused', () => {
        throw new UserError(`The fake ${name} is not to be had here: ${reason}.`);
      }),
    ]),
  );
}

import { UserError } from '../shared/errors.ts';
import { plain } from './define.ts';
import type { Topic } from './fake.ts';
import { ADDRESS } from './topics/address.ts';
import { BARCODE } from './topics/barcode.ts';
import { COLLECTION } from './topics/collection.ts';
import { COLOR } from './topics/color.ts';
import { COMPANY } from './topics/company.ts';
import { CURRENCY } from './topics/currency.ts';
import { DATE } from './topics/date.ts';
import { DATE_TIME } from './topics/datetime.ts';
import { DOCUMENT } from './topics/document.ts';
import { FILE } from './topics/file.ts';
import { IDENTITY } from './topics/identity.ts';
import { INTERNET } from './topics/internet.ts';
import { LOREM } from './topics/lorem.ts';
import { NETWORK } from './topics/network.ts';
import { NUMBER } from './topics/number.ts';
import { PATTERN } from './topics/pattern.ts';
import { PAYMENT } from './topics/payment.ts';
import { PERSON } from './topics/person.ts';
import { PHONE } from './topics/phone.ts';
import { PLACE } from './topics/place.ts';
import { PROFILE } from './topics/profile.ts';
import { SNOWFAKERY } from './topics/snowfakery.ts';
import { USER_AGENT } from './topics/user-agent.ts';
import { VEHICLE } from './topics/vehicle.ts';

/** Python's fakes that have no value in a row of data, each with the reason. */
export const REFUSED: Readonly<Record<string, string>> = {
  binary: 'it yields bytes, which no field holds; use sha256 or password for random text',
  image: 'it yields the bytes of a picture; use image_url or file_name',
  tar: 'it yields the bytes of an archive; use file_name with an extension',
  zip: 'it yields the bytes of an archive; use file_name with an extension',
  json_bytes: 'it yields bytes; use json',
  enum: 'it needs a class of Python; use random_element with a list',
  pyobject: 'it needs a type of Python; use pyint, pystr, pyfloat or pybool',
  pystruct: 'it yields three structures at once; use pylist or pydict',
  time_series: 'it yields a generator of Python; use a row for each point in time',
};

/** Every fake by its name in Python's Faker or Snowfakery; where both have one, Snowfakery's wins. */
export const FAKES = {
  ...ADDRESS,
  ...BARCODE,
  ...COLLECTION,
  ...COLOR,
  ...COMPANY,
  ...CURRENCY,
  ...DATE,
  ...DATE_TIME,
  ...DOCUMENT,
  ...FILE,
  ...IDENTITY,
  ...INTERNET,
  ...LOREM,
  ...NETWORK,
  ...NUMBER,
  ...PATTERN,
  ...PAYMENT,
  ...PERSON,
  ...PHONE,
  ...PLACE,
  ...PROFILE,
  ...USER_AGENT,
  ...VEHICLE,
  ...refused(),
  ...SNOWFAKERY,
} satisfies Topic;

function refused(): Topic {
  return Object.fromEntries(
    Object.entries(REFUSED).map(([name, reason]) => [
      name,
      plain('refused', () => {
        throw new UserError(`Fake ${name} isn't supported: ${reason}.`);
      }),
    ]),
  );
}

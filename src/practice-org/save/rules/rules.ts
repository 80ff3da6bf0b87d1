import { saveError } from '../../errors.ts';
import type { SaveRule } from '../change.ts';
import { leadWithoutWhat, series, timedEvent } from './activities.ts';
import { owner, recordType } from './named.ts';
import { personNames } from './persons.ts';
import { places } from './places.ts';
import { lineItems, prices } from './products.ts';
import { hierarchy, references, unique } from './references.ts';
import { numbers, required, textLengths, writable } from './values.ts';

const storage: SaveRule = ({ org, before }) =>
  !before && (org.records.stored() + 1) * 2 > org.options.storageMb * 1_024
    ? saveError('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded')
    : undefined;

/** In order: the first one that refuses a change determines the error. */
export const RULES: readonly SaveRule[] = [
  storage,
  writable,
  references,
  recordType,
  owner,
  personNames,
  required,
  textLengths,
  places,
  numbers,
  hierarchy,
  leadWithoutWhat,
  timedEvent,
  series,
  prices,
  lineItems,
  unique,
];

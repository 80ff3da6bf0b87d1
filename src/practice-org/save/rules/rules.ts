import { saveError } from '../../errors.ts';
import { leadWithoutWhat, timedEvent } from './activities.ts';
import { hierarchy, references, unique } from './references.ts';
import type { Rule } from './rule.ts';
import { numbers, required, text, writable } from './values.ts';

const storage: Rule = ({ org, before }) =>
  !before && (org.records.stored() + 1) * 2 > org.options.storageMb * 1_024
    ? saveError('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded')
    : undefined;

/** In the order in which they are asked; the first that says no is the answer. */
export const RULES: readonly Rule[] = [
  storage,
  writable,
  references,
  required,
  text,
  numbers,
  hierarchy,
  leadWithoutWhat,
  timedEvent,
  unique,
];

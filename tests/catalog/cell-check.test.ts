import { expect, test } from 'vitest';
import { cellCheck } from '../../src/catalog/cell-check.ts';
import type { Field } from '../../src/catalog/types.ts';

const tags: Field = { type: 'multipicklist', values: ['Red', 'Blue'], restricted: true };
const time: Field = { type: 'time' };

test.for<[Field, string, string | undefined]>([
  [tags, 'Blue;Red', undefined],
  [tags, 'Blue;Pink', '"Pink" isn\'t one of Red, Blue.'],
  [{ type: 'multipicklist', values: ['Red'] }, 'Pink', undefined],
  [{ type: 'combobox', values: ['Call'] }, 'Chat', undefined],
  [{ type: 'combobox', values: ['Call'], restricted: true }, 'Chat', undefined],
  [time, '10:30:00', undefined],
  [time, '10:30:00.250Z', undefined],
  [time, '10:30', '"10:30" isn\'t a time of day such as 10:30:00.'],
  [time, '25:00:00', '"25:00:00" isn\'t a time of day.'],
  [{ type: 'encryptedstring', length: 3 }, 'abcd', '"abcd" has 4 characters; the maximum is 3.'],
  [{ type: 'percent', precision: 5, scale: 2 }, '12.5', undefined],
])('a cell of %o: %s', ([field, cell, wrong]) => expect(cellCheck(field)(cell)).toBe(wrong));

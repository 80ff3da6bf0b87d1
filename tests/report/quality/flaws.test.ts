import { expect, test } from 'vitest';
import { hasStockPhrase, isOverLength, isUnfinished } from '../../../src/report/quality/flaws.ts';
import { nearDuplicates } from '../../../src/report/quality/repetition.ts';

test.each([
  'We will circle back next week.',
  'Reached out to Inés about the renewal.',
  'Followed up with Omar.',
  'As an AI, I cannot say.',
  'Subject: Wires are stuck',
  '**Wires** are stuck',
  'Dear {first_name}, thank you.',
  'Lorem ipsum dolor sit amet.',
  'Amount is undefined.',
])('%s is a stock phrase, a label or markup', (text) => {
  expect(hasStockPhrase(text)).toBe(true);
});

test.each([
  'The follow-up is on Friday.',
  'Two of 3. That is all.',
  'Send the base rates for the touch screens.',
])('%s is none', (text) => {
  expect(hasStockPhrase(text)).toBe(false);
});

test.each([
  ['It ends well.', true, false],
  ['They call it "done."', true, false],
  ['It stops in the middle of', true, true],
  ['It stops, well…', true, true],
  ['Call Inés about the wire', false, false],
  ['Call Inés about the', false, true],
  ['Prepare the agenda:', false, true],
  ['', false, true],
])('%s (a sentence: %s) is unfinished: %s', (text, sentence, unfinished) => {
  expect(isUnfinished(text, sentence)).toBe(unfinished);
});

test('a length in bytes counts what an accent takes', () => {
  expect(isOverLength('Inés', 4, 'characters')).toBe(false);
  expect(isOverLength('Inés', 4, 'bytes')).toBe(true);
});

test('near duplicates are found whatever the order of the texts', () => {
  const one = 'the wire room holds every large wire until two approvers have signed it by phone';
  const other = 'the wire room holds every large wire until two approvers have signed it by mail';
  const third = 'firmware stays on the canary group and never reaches the devices of the other customers';
  expect(nearDuplicates([one, third, other])).toBe(1);
  expect(nearDuplicates([other, one, third])).toBe(1);
  expect(nearDuplicates([one, third])).toBe(0);
});

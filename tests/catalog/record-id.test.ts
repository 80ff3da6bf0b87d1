import { describe, expect, it } from 'vitest';
import { idStem, isRecordId, sameId } from '../../src/catalog/record-id.ts';

describe('the id of a record', () => {
  it.each<[unknown, unknown, boolean, string]>([
    ['001000000000001', '001000000000001AAA', true, 'its short and its long form are one id'],
    ['001000000000001AAA', '001000000000001AAB', true, 'what tells capitals is no part of it'],
    ['001000000000001AAA', '001000000000002AAA', false, 'another number is another record'],
    ['00Q00000000000a', '00Q00000000000A', false, 'a capital is another letter'],
    ['00Q00000000000aEAA', '00Q00000000000AEAQ', false, 'a capital is another letter in the long form, too'],
    ['001000000000001', undefined, false, 'nothing is no id'],
    [undefined, undefined, false, 'nothing is no id of nothing'],
    ['', null, false, 'null is no id'],
  ])('%j and %j: %j, %s', (a, b, same) => {
    expect(sameId(a, b)).toBe(same);
    expect(sameId(b, a)).toBe(same);
  });

  it('has a stem, which is nothing of nothing', () => {
    expect([
      idStem('001000000000001AAA'),
      idStem('001000000000001'),
      idStem(undefined),
      idStem(null),
    ]).toEqual(['001000000000001', '001000000000001', '', '']);
  });

  it.each([
    ['001000000000001', true, 'the short form'],
    ['001000000000001AAA', true, 'the long form'],
    ['00Q00000000000aEAA', true, 'a small letter in the last place'],
    ['00Q00000000000AEAQ', true, 'a capital in the last place'],
    ['0010A00000AbCdEQAV', true, 'capitals in each third'],
    ['001000000000001AAB', false, 'check characters of another'],
    ['00100000000001', false, 'too short'],
    ['001000000000001A', false, 'neither form'],
    ['001000000000001AAAA', false, 'too long'],
    ['TESTDATA_42_A1x', false, 'a key'],
    ['AccountsOfToday', false, 'a word'],
    ['Acco1nt00000000', true, 'a digit within the first five'],
    ['Accou1t00000000', false, 'no digit within the first five'],
  ])('%s: %j, %s', (text, is) => {
    expect(isRecordId(text)).toBe(is);
  });
});

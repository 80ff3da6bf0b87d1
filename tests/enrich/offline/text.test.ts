import { describe, expect, test } from 'vitest';
import { NO_INDUSTRY } from '../../../src/enrich/industry.ts';
import { offlineText } from '../../../src/enrich/providers/offline/text.ts';
import { commentRequest, insurance } from './requests.ts';

const comment = (...changes: Parameters<typeof commentRequest>) =>
  offlineText(commentRequest(...changes), insurance);

/** The same request at a hundred places. */
const everywhere = (slots: Record<string, string>, rest = {}) =>
  Array.from({ length: 100 }, (_, n) => comment(slots, { ...rest, path: [n, 0, 3] }));

describe('offlineText', () => {
  test('depends on its request alone', () => {
    const first = comment();
    everywhere({});
    expect(comment()).toBe(first);
  });

  test('follows the seed and the place', () => {
    expect(comment({}, { seed: 43 })).not.toBe(comment());
    expect(new Set(everywhere({})).size).toBe(100);
  });

  test("doesn't follow the key or the prompt", () => {
    expect(comment({}, { key: 'OTHER_1_A0000001', prompt: 'Write.' })).toBe(comment());
  });

  test.each([
    ['Closed', /resolved/i],
    ['Escalated', /specialists|analysts|managers|owners/],
    ['On Hold', /\b(?:wait|waits|waiting|rests|hold|paused?|parked|lack|held|moves before)\b/i],
  ])('the last comment of a case that is %s says so', (case_status, words) => {
    for (const text of everywhere({ case_status, turn: '4', turns: '4' })) expect(text).toMatch(words);
  });

  test("the customer speaks of the customer, and agents call nobody by a name they don't have", () => {
    for (const text of everywhere({ speaker: "customer (Inés O'Leary)", turn: '2' })) {
      expect(text).not.toMatch(/I have taken this case|resolved/);
    }
    for (const text of everywhere({ contact_name: '', contact_first_name: '' })) {
      expect(text).not.toMatch(/, \.|undefined|Inés/);
    }
  });

  test('a case tells one story: its description and its comments are about its subject', () => {
    const issue = insurance.case_subjects[3]!;
    const about = (template: string, object: string, slots: Record<string, string>) =>
      offlineText(commentRequest(slots, { template, object, path: [16, 0] }), insurance);
    expect(about('case_description', 'Case', { subject: issue, origin: 'Email' })).toMatch(
      /sign|portal|password|log|agency|broker/i,
    );
    expect(comment({ case_subject: issue, turn: '3' })).toMatch(/sign|portal|cookie|log|agency|broker|loop/i);
  });

  test('keeps to the length of the field, in whole sentences', () => {
    for (const text of everywhere({}, { maxLength: 70 })) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(70);
      expect(text).not.toBe('');
    }
    const long = comment();
    const cut = comment({}, { maxLength: Buffer.byteLength(long) - 1 });
    expect(long.startsWith(cut)).toBe(true);
    expect(cut).toMatch(/[.!?]$/);
  });

  test("writes for objects, templates and industries that it doesn't know", () => {
    const request = commentRequest(
      { name: 'Spare pump' },
      { object: 'Asset__c', template: 'asset_note', path: [3] },
    );
    for (const industry of [NO_INDUSTRY, { ...NO_INDUSTRY, vocabulary: ['vineyards', 'barrels'] }]) {
      const text = offlineText(request, industry);
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/[<>{}|]/);
    }
    const deal = { template: 'opportunity_description', object: 'Opportunity' };
    const slots = {
      name: 'Harbor Point Mutual - Barrel Tracking',
      stage_name: 'Prospecting',
      close_date: 'in nine days',
    };
    const winery = { ...NO_INDUSTRY, name: 'wine', vocabulary: ['vineyards', 'barrels'] };
    const texts = Array.from({ length: 40 }, (_, n) =>
      offlineText(commentRequest(slots, { ...deal, path: [n, 0] }), winery),
    );
    expect(texts.join(' ')).toMatch(/barrels/);
    expect(texts.join(' ')).not.toMatch(/[<>{}|]|undefined/);
  });
});

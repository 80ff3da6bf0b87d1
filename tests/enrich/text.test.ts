import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutToFit, sizeOf } from '../../src/enrich/text/fit.ts';
import { sanitize } from '../../src/enrich/text/sanitize.ts';

describe('sanitize', () => {
  test.each([
    ['control characters go', 'a\u0000b\u0007c\u001b[0m', 'abc[0m'],
    ['line ends become one kind', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['invisible marks go', '\ufeffa\u200bb\u202ec', 'abc'],
    ['joiners stay where they are spelling', 'می\u200cخواهم क्\u200dष', 'می\u200cخواهم क्\u200dष'],
    ['joiners of emoji stay', '👨\u200d👩\u200d👧 ok', '👨\u200d👩\u200d👧 ok'],
    ['joiners that join nothing go', 'Har\u200dbor\u200c Point\u200d می\u200c', 'Harbor Point می'],
    ['half a character goes', 'a\ud83dz', 'az'],
    ['characters are composed', 'Ine\u0301s', 'Inés'],
    ['many blank lines become one', 'a\n\n\n\nb  \nc', 'a\n\nb\nc'],
    ['a code fence goes', '```text\nHello there.\n```', 'Hello there.'],
    ['a label goes', 'Case Description: It fails.', 'It fails.'],
    ['a bold label and quotes go', '**Next Step:** "Call Ana."', 'Call Ana.'],
    ['a label inside quotes goes', '“Subject: Portal is down”', 'Portal is down'],
    [
      'quotes that open another sentence stay',
      '"Yes," she said, "tomorrow."',
      '"Yes," she said, "tomorrow."',
    ],
    ['a colon that is no label stays', 'Renewal: two open points', 'Renewal: two open points'],
    ['markdown goes', '## Status\n**All** good\n* one', 'Status\nAll good\n- one'],
    ['a formula is harmless', '=HYPERLINK("http://x")', 'HYPERLINK("http://x")'],
    ['a plus is harmless', '+1 for this', '1 for this'],
    ['a minus is harmless', '- first point', 'first point'],
    ['an at sign is harmless', '@SUM(A1)', 'SUM(A1)'],
    ['a tab is harmless', '\t=1+1', '1+1'],
    ['nothing stays nothing', ' \n\t ', ''],
    ['the cell that empties a field is no text', '**Subject:** "=#N/A"', ''],
    ['the same inside a text stays', 'SheetRow 3 shows #N/A', 'SheetRow 3 shows #N/A'],
  ])('%s', (_, raw, clean) => {
    expect(sanitize(raw, false)).toBe(clean);
  });

  test('a field of a line has no line end', () => {
    expect(sanitize('Call Ana\nabout the\r\nrenewal', true)).toBe('Call Ana about the renewal');
  });

  test('whatever comes in, what goes out is harmless', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean(), (raw, singleLine) => {
        const text = sanitize(raw, singleLine);
        expect(text).not.toMatch(/^[=+\-@\t]/);
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
        expect(text).not.toMatch(/\p{Surrogate}/u);
        expect(text).toBe(text.trim());
      }),
    );
  });
});

describe('cutToFit', () => {
  test.each([
    ['what fits stays', 'Short.', 10, 'Short.'],
    [
      'the last sentence that fits is the end',
      'One two. Three four. Five six seven.',
      24,
      'One two. Three four.',
    ],
    ['without a sentence the last word is the end', 'one two three four five', 12, 'one two'],
    ['a dangling comma goes', 'one two, three four', 10, 'one two'],
    ['a word longer than the field is cut', 'abcdefghijkl', 5, 'abcde'],
  ])('%s', (_, text, max, cut) => {
    expect(cutToFit(text, max, 'characters')).toBe(cut);
  });

  test('a cut text fits in its unit and breaks no character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('characters' as const, 'bytes' as const),
        (text, max, unit) => {
          const cut = cutToFit(text, max, unit);
          expect(sizeOf(cut, unit)).toBeLessThanOrEqual(max);
          expect(Buffer.from(cut, 'utf8').toString('utf8')).toBe(cut);
        },
      ),
    );
  });
});

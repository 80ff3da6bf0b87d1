import { present } from '../../src/enrich/prompt/present.ts';
import { finish } from '../../src/enrich/providers/offline/text.ts';
import { readAnswer } from '../../src/enrich/providers/openai/answer/read-answer.ts';
import { judge } from '../../src/enrich/providers/openai/answer/verdict.ts';
import type { TextRequest } from '../../src/enrich/request.ts';
import { cutToFit } from '../../src/enrich/text/fit.ts';
import { sanitize } from '../../src/enrich/text/sanitize.ts';
import { hasStockPhrase, isUnfinished } from '../../src/report/quality/flaws.ts';
import { wordsIn } from '../../src/report/quality/words.ts';

/** Parts of which texts of 150,000 characters are made, with an end that makes a search of the parts fail. */
export const PARTS = [
  ...[
    ' ',
    '\n',
    ' \n',
    '"',
    '[your ',
    '{a',
    '**a ',
    '* ',
    '```\n',
    '# ',
    '"Subject: ',
    'a',
    'a-',
    ', ',
    '. ',
    '1',
  ],
  ...[
    'As an AI',
    '\u0301\u0316',
    '\ud800',
    '\u2003\n',
    '{"records":',
    '{"id":"r1","text":"',
    '[[',
    '<script>',
  ],
];

const request: TextRequest = {
  ...{ key: 'K', object: 'Case', field: 'Description', template: 't', industry: '', path: [0], seed: 42 },
  ...{ prompt: 'p', slots: {}, maxLength: 32_000, unit: 'bytes' },
};

if (import.meta.main)
  for (const part of PARTS) {
    const text = `x${part.repeat(150_000 / part.length)}x`;
    sanitize(text, false);
    cutToFit(text, 140_000, 'bytes');
    finish(text, 4_000, 'bytes');
    judge(text, request, [{ ...request, slots: { name: 'Cedar Ridge' } }]);
    readAnswer(text, new Set(['r1']));
    hasStockPhrase(text);
    isUnfinished(text, true);
    isUnfinished(text, false);
    wordsIn(text);
    present(text, { type: 'double', precision: 18, scale: 2 }, '2026-11-02');
    console.log(JSON.stringify(part));
  }

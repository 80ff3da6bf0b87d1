import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ENRICH = join(import.meta.dirname, '../../src/enrich');

/** Parts of which texts of 150,000 characters are made, with an end that makes a search of the parts fail. */
const PARTS = [
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

test('texts of 150,000 characters take time in proportion to their length, whatever they are made of', () => {
  // In a process of its own, which is ended: a test in this one could not end what never does.
  const work = `
    const [{ sanitize }, { cutToFit }, { judge }, { readAnswer }, { hasStockPhrase, isUnfinished }, { finish }, { present }, { wordsOf }] =
      await Promise.all(['text/sanitize', 'text/fit', 'provider/verdict', 'provider/answer', 'quality/flaws',
        'offline/finish', 'prompt/present', 'quality/words'].map((name) => import('${ENRICH}/' + name + '.ts')));
    const request = { prompt: 'p', slots: {}, maxLength: 32000, unit: 'bytes' };
    for (const part of ${JSON.stringify(PARTS)}) {
      {
        const text = 'x' + part.repeat(150_000 / part.length) + 'x';
        sanitize(text, false);
        cutToFit(text, 140_000, 'bytes'), finish(text, 4_000, 'bytes');
        judge(text, request, [{ slots: { name: 'Cedar Ridge' } }]);
        readAnswer(text, new Set(['r1']));
        hasStockPhrase(text), isUnfinished(text, true), isUnfinished(text, false), wordsOf(text);
        present(text, { type: 'double' }, '2026-11-02');
      }
      console.log(JSON.stringify(part));
    }`;
  const { stdout, signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', work], {
    encoding: 'utf8',
    timeout: 170_000,
    killSignal: 'SIGKILL',
  });
  // What comes after the last of these is what did not end.
  expect(stdout.trim().split('\n')).toEqual(PARTS.map((part) => JSON.stringify(part)));
  expect({ signal, stderr }).toEqual({ signal: null, stderr: '' });
}, 180_000);

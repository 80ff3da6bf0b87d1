import { describe, expect, test } from 'vitest';
import { keyFacts } from '../../src/enrich/key.ts';
import { failedCall, refusedCall, sortAnswer } from '../../src/enrich/providers/openai/answer/sort-answer.ts';
import type { Completion } from '../../src/enrich/providers/openai/connection/client.ts';
import type { TextRequest } from '../../src/enrich/request.ts';
import type { AskedText } from '../../src/enrich/text-job.ts';

const asked = (key: string): AskedText => {
  const request: TextRequest = {
    ...{ key, object: 'Case', field: 'Description', template: 'case_description', industry: '' },
    ...{ maxLength: 20, unit: 'characters', slots: {}, prompt: 'A prompt.', path: [0], seed: 1 },
  };
  const facts = keyFacts({ provider: 'openai', model: 'gpt-4o', temperature: 0.7 }, request, 'system');
  return { request, key, facts, level: 0, tooLong: 0, refused: 0 };
};

const LONG = 'x'.repeat(21);
const REFUSED = 'As an AI language model, I do not have cases.';
const completion = (texts: readonly (string | undefined)[]): Completion => ({
  content: JSON.stringify({
    records: texts.flatMap((text, at) => (text === undefined ? [] : { id: `r${at + 1}`, text })),
  }),
  ...{ refusal: null, finishReason: 'stop', answeredBy: 'gpt-4o', requestId: null },
  usage: { inputTokens: 0, cachedTokens: 0, outputTokens: 0 },
});

/** What becomes of a text, call after call: what came for it, in calls of so many. */
function life(calls: readonly (readonly [came: string | undefined, callSize: number])[]): string[] {
  const job = asked('k');
  return calls.map(([came, size]) => {
    const mates = Array.from({ length: size - 1 }, (_, at) => asked(`mate ${at}`));
    const [outcome] = sortAnswer([job, ...mates], completion([came, ...mates.map(() => 'Fine.')]));
    return `${outcome!.is} ${job.level}`;
  });
}

describe('a text that is asked for again and again', () => {
  test.each<[string, [string | undefined, number][], string[]]>([
    ['is written at once when it is good', [['Good.', 8]], ['written 0']],
    [
      'is taken, to be cut, the second time it is too long, and not before',
      [
        [LONG, 8],
        [LONG, 4],
      ],
      ['again 1', 'written 1'],
    ],
    [
      'is taken the second time it is too long, whatever came between',
      [
        [LONG, 8],
        [undefined, 4],
        [LONG, 1],
      ],
      ['again 1', 'again 2', 'written 2'],
    ],
    [
      'goes from a full call into half of one, then twice alone, and is given up',
      [
        [undefined, 8],
        ['', 4],
        [undefined, 1],
        [undefined, 1],
      ],
      ['again 1', 'again 2', 'again 3', 'failed 3'],
    ],
    [
      'is alone at once where the full call has one record',
      [
        ['', 1],
        ['', 1],
      ],
      ['again 2', 'again 3'],
    ],
    [
      'is refused for good the second time it is refused alone',
      [
        [REFUSED, 8],
        [REFUSED, 4],
        [REFUSED, 1],
        [REFUSED, 1],
      ],
      ['again 1', 'again 2', 'again 3', 'refused 3'],
    ],
    [
      'has failed, not been refused, where only its last try was a refusal',
      [
        [undefined, 8],
        [undefined, 4],
        [undefined, 1],
        [REFUSED, 1],
      ],
      ['again 1', 'again 2', 'again 3', 'failed 3'],
    ],
  ])('%s', (_, calls, outcomes) => {
    expect(life(calls)).toEqual(outcomes);
  });

  test('a call that is refused or fails as a whole sets back each of its texts', () => {
    for (const whole of [refusedCall, failedCall]) {
      const jobs = [asked('a'), asked('b')];
      expect(whole(jobs, 'no').map(({ is }) => is)).toEqual(['again', 'again']);
      expect(jobs.map(({ level }) => level)).toEqual([1, 1]);
    }
    const alone = asked('a');
    expect([1, 2].map(() => refusedCall([alone], 'no')[0]!.is)).toEqual(['again', 'refused']);
  });

  test('keeps the good ones of an answer whose others are bad', () => {
    const jobs = ['a', 'b', 'c'].map(asked);
    const outcomes = sortAnswer(jobs, completion(['Good.', undefined, LONG]));
    expect(outcomes.map(({ job, is }) => `${job.key} ${is}`)).toEqual(['a written', 'b again', 'c again']);
    expect(jobs.map(({ tooLong }) => tooLong)).toEqual([0, 0, 1]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/table.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { readSourceFiles, sourceFile } from './source.ts';

const sentences = readSourceFiles().flatMap(sentencesOf);

describe('messages', () => {
  it('are all in the table, where a change of words shows', async () => {
    const lines = [...new Set(sentences.map(({ path, text }) => `${path}: ${text.replaceAll('\n', '\\n')}`))];
    await expect(`${lines.sort().join('\n')}\n`).toMatchFileSnapshot('messages.txt');
  });
});

/** Words that no message may have. */
const RULES: { rule: string; never: RegExp }[] = [
  {
    rule: 'American spelling',
    never:
      /\b(?:behaviour|colour|favou?rite\b.*our|favour|honour|neighbour|misspelt|cancelled|cancelling|modelled|labelled|licence|catalogue|centre|grey|whilst|learnt|(?:organ|recogn|normal|summar|optim|initial|serial|special|general|author)is(?:e|ed|es|ing|ation))\b/i,
  },
  {
    rule: '"dataset" is one word',
    never: /\bdata sets?\b/i,
  },
  {
    rule: 'no idioms: stands',
    never: /\bstands?\b(?! (?:for|in\b))/i,
  },
  {
    rule: 'no idioms: hangs on, lies in',
    never: /\bhangs? on\b|\blies in\b|\blies (?:above|below|beside)/i,
  },
  {
    rule: 'no idioms: anew, once more, again and again',
    never: /\banew\b|\bonce more\b|\bagain and again\b/i,
  },
  { rule: '"fix", not "mend" or "cure"', never: /\b(?:mend|cure)(?:s|d|ed)?\b/i },
  {
    rule: 'no idioms: so many, none of, to be had',
    never: /\bso many\b|\bnone of (?:ours|it)\b|\bto be had\b/i,
  },
  { rule: 'say who acts: is told, goes in', never: /\bis told\b|\bgoes in\b|\bgo in as\b/i },
  { rule: '"can\'t" or "don\'t have permission", not "may not"', never: /\bmay not\b/i },
  {
    rule: 'contractions',
    // But for Python's own messages.
    never:
      /\b(?:cannot(?! convert float X to integer)|do not|does not|did not|will not|could not|(?:is|are|was|were) not(?! JSON serializable| iterable| subscriptable))\b/i,
  },
  {
    rule: '"must be", not "X is a number, not Y"',
    never: /\bis (?:a|an) (?:whole )?(?:number|text|string|list|map|date|day|boolean)\b[^.]*, not\b/i,
  },
  {
    rule: '"Valid names", not "Known are"',
    never: /\bKnown are\b|\bThere are [A-Z]/,
  },
  {
    rule: '"Unknown macro `X`" or "not found", not "There is no macro `X`"',
    never: /^There (?:is|are) no\b/,
  },
  {
    rule: 'terms: fixture, sobject, stock org',
    // `composite/sobjects` is a path of the REST API.
    never: /\bfixtures?\b|(?<!composite\/)\bsobjects?\b|\bstock org/i,
  },
];

describe('words', () => {
  it.each(RULES)('$rule', ({ never }) => {
    const broken = sentences.filter(({ text }) => never.test(text));
    expect(broken.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it.each(RULES)('of README and docs: $rule', ({ never }) => {
    const broken = pages().filter(({ text }) => never.test(text));
    expect(broken.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it('a problem and its hint end as sentences do', () => {
    const isProblem = ({ key, path }: Sentence) =>
      (key === 'message' || key === 'hint') && !path.startsWith('enrich/providers/openai/connection/');
    const loose = sentences.filter((one) => isProblem(one) && !/[.?!…X)`]$/.test(one.text));
    expect(loose.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  it('help begins with a capital and ends without a period', async () => {
    const help = sentences.filter(({ path, key }) => path.startsWith('commands/') && key === 'describe');
    expect(help.length).toBeGreaterThan(Object.keys(COMMANDS).length);
    expect(help.filter(({ text }) => !/^(?:[A-Z]|[a-z]+: )/.test(text) || /\.$/.test(text))).toEqual([]);
  });
});

/** The lines of README and docs that are prose: no code in them. */
function pages(): { path: string; text: string }[] {
  const root = join(import.meta.dirname, '../..');
  const docs = readdirSync(root).includes('docs') ? readdirSync(join(root, 'docs')) : [];
  const files = ['README.md', ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  return files.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .replaceAll(/^```[\s\S]*?^```$/gm, '')
      .split('\n')
      .map((line) => ({ path, text: line.replaceAll(/`[^`]*`/g, '``') })),
  );
}

it('a sentence is found in every kind of text', () => {
  const text = `
    const a = 'A data set is here.';
    const problem = { message: \`\${name} stands twice.\`, hint: b ? 'Use one of them.' : undefined };
    // A comment is none.
    const word = 'dataset', sql = 'SELECT a FROM b';
  `;
  expect(sentencesOf(sourceFile('load/a.ts', text)).map(({ text, key }) => [text, key])).toEqual([
    ['A data set is here.', undefined],
    ['X stands twice.', 'message'],
    ['Use one of them.', 'hint'],
  ]);
});

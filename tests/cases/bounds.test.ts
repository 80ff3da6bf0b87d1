import { type Case, testCases } from './run-case.ts';

const RECIPE = ['generate', '--recipe', 'r.recipe.yml', '--output', 'o', '--quiet'];

/** The recipe's one field is refused with its place, and nothing is written. */
const refused = (name: string, message: string): Case => ({
  name,
  run: [RECIPE],
  exitCode: 2,
  says: [`Error: r.recipe.yml:4:5 (`, message],
  files: { 'o/generated': null },
});

testCases([
  {
    name: 'fault-05-recipe-alias-typo',
    run: [RECIPE],
    exitCode: 2,
    says: [/^Error: r\.recipe\.yml:5:11: Alias `\*g` has no anchor `&g` before it\./m],
    files: { o: null },
  },
  {
    name: 'fault-06-config-alias-typo',
    run: [['config', 'show']],
    exitCode: 2,
    says: [/^Error: config\.yml:1:10: Alias `\*x` has no anchor `&x` before it\./m],
  },
  {
    name: 'fault-09-recipe-billion-laughs',
    run: [RECIPE],
    exitCode: 2,
    says: [/^Error: r\.recipe\.yml:7:\d+: The aliases of a file can stand for 100,000 values at most\.$/m],
    files: { o: null },
  },
  {
    name: 'fault-10-config-billion-laughs',
    run: [['config', 'show']],
    exitCode: 2,
    says: [/^Error: config\.yml:5:\d+: The aliases of a file can stand for 100,000 values at most\.$/m],
  },
  ...['fault-20-join-string-length', 'fault-21-replace-string-length'].map((name) =>
    refused(name, 'A text would be longer than 1000000 characters.'),
  ),
  {
    name: 'fault-23-wordwrap-quadratic',
    run: [RECIPE],
    exitCode: 0,
    files: { 'o/generated/A.csv': /^ExternalId,X\nTESTDATA_42_A0000001,"(?:a\n){99999}a"\n$/ },
  },
  refused('fault-26-fake-json', 'A list would have more than 1000000 items.'),
  refused('fault-26-fake-password', 'A text would be longer than 1000000 characters.'),
  refused('fault-26-fake-pylist', 'A list would have more than 1000000 items.'),
  refused('fault-26-fake-pystr', 'A text would be longer than 1000000 characters.'),
  refused(
    'fault-26-fake-text',
    'A value would take more than 1001000 random draws: its arguments are too large.',
  ),
  refused('fault-26-fake-words', 'A list would have more than 1000000 items.'),
  {
    name: 'fault-32-config-proto',
    run: [['config', 'show']],
    exitCode: 2,
    says: [/^Error: config\.yml:1:1: A key can't be named `__proto__`\.$/m],
  },
]);

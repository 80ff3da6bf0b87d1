import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    says: [/^Error: r\.recipe\.yml:7:\d+: The aliases of a file can repeat 100,000 values at most\.$/m],
    files: { o: null },
  },
  {
    name: 'fault-10-config-billion-laughs',
    run: [['config', 'show']],
    exitCode: 2,
    says: [/^Error: config\.yml:5:\d+: The aliases of a file can repeat 100,000 values at most\.$/m],
  },
  ...['fault-20-join-string-length', 'fault-21-replace-string-length'].map((name) =>
    refused(name, 'A string would be longer than 1,000,000 characters.'),
  ),
  {
    name: 'fault-23-wordwrap-quadratic',
    run: [RECIPE],
    exitCode: 0,
    files: { 'o/generated/A.csv': /^ExternalId,X\nTESTDATA_R_42_A0000001,"(?:a\n){99999}a"\n$/ },
  },
  refused('fault-26-fake-json', 'A list would have more than 1,000,000 items.'),
  refused('fault-26-fake-password', 'A string would be longer than 1,000,000 characters.'),
  refused('fault-26-fake-pylist', 'A list would have more than 1,000,000 items.'),
  refused('fault-26-fake-pystr', 'A string would be longer than 1,000,000 characters.'),
  refused(
    'fault-26-fake-text',
    'A value would take more than 1001000 random draws: its arguments are too large.',
  ),
  refused('fault-26-fake-words', 'A list would have more than 1,000,000 items.'),
  {
    name: 'fault-08-spread-not-a-number',
    run: [RECIPE],
    exitCode: 2,
    says: [/^Error: r\.recipe\.yml:6:\d+: `min` must be a number from 0 to 10000; got few\.$/m],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-25-long-if',
    run: [RECIPE],
    exitCode: 2,
    says: [/^Error: r\.recipe\.yml:4:\d+: A formula can be nested 250 deep at most\./m],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-27-macro-exponential',
    run: [RECIPE],
    exitCode: 2,
    says: [/^Error: r\.recipe\.yml:\d+:\d+: `include` can add at most 10000 friends\.$/m],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-30-foreach-unbounded',
    run: [RECIPE],
    exitCode: 2,
    says: [
      /^Error: r\.recipe\.yml:4:\d+: `for_each` would never end: .* Give the event a `count` or an `until`\.$/m,
    ],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-31-object-constructor',
    run: [RECIPE],
    exitCode: 0,
    files: { 'o/generated/constructor.csv': /^ExternalId,Name\nTESTDATA_\w+_constructor0000001,a\n$/ },
  },
  {
    name: 'fault-34-set-array-index',
    run: [['generate', '--set', 'industries.4000000000.name=x', '--output', 'o']],
    exitCode: 2,
    says: ['Error: --set: `industries` is a list of 4; the index must be 0 to 4; got `4000000000`.'],
    files: { o: null },
  },
  ...[
    '__proto__.x=1',
    'generation.__proto__.x=1',
    'constructor.prototype.x=1',
    `${'a.'.repeat(5000)}b=1`,
  ].map(
    (set): Case => ({
      name: `fault-34-set-array-index ${set.slice(0, 30)}`,
      run: [['generate', '--set', set, '--output', 'o']],
      exitCode: 2,
      says: ['Error: --set: '],
      files: { o: null },
    }),
  ),
  ...['0000-01-01', '0001-01-01', '9999-12-31', '2026-13-01'].map(
    (day): Case => ({
      name: `fault-35-as-of-year-0 ${day}`,
      run: [['generate', '--as-of', day, '--output', 'o']],
      exitCode: 2,
      says: ['Error: --as-of: `as_of` '],
      files: { o: null },
    }),
  ),
  {
    name: 'fault-37-plugin-promise-is-{}',
    run: [RECIPE],
    exitCode: 2,
    says: [/^Error: r\.recipe\.yml:5:\d+ \(\w+\): The plugin returned a promise instead of a value\./m],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-39-plugin-import-hang',
    run: [RECIPE],
    exitCode: 2,
    says: [
      "Error: plugins/p.js: The plugin can't be loaded: its top level waits for something that never comes",
    ],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-39-plugin-import-hang by a timer',
    before: (folder) =>
      writeFileSync(join(folder, 'plugins/p.js'), 'setInterval(() => {}, 9e5); await new Promise(() => {});'),
    run: [RECIPE],
    exitCode: 2,
    says: ['its top level waits for something that never comes'],
  },
  {
    name: 'fault-39-plugin-import-hang by a loop',
    before: (folder) =>
      writeFileSync(
        join(folder, 'plugins/p.js'),
        'await new Promise((go) => setTimeout(go, 100)); for (;;) {}',
      ),
    run: [RECIPE],
    exitCode: 2,
    says: ["plugins/p.js: The plugin can't be loaded: its top level never ends"],
    never: ['debugger'],
    files: { 'o/generated': null },
  },
  ...[
    'export const P = { *f() { for (;;) {} } };',
    "export const P = { f: () => /^(a+)+$/.test(`${'a'.repeat(60)}b`) };",
  ].map(
    (body): Case => ({
      name: `fault-39-plugin-import-hang ${body}`,
      before: (folder) => writeFileSync(join(folder, 'plugins/p.js'), body),
      run: [RECIPE],
      exitCode: 2,
      says: ['plugins/p.js: `P.f` never ends'],
      files: { 'o/generated': null },
    }),
  ),
  {
    name: 'fault-39-plugin-import-hang that is only slow, and waits for the system',
    before: (folder) =>
      writeFileSync(
        join(folder, 'plugins/p.js'),
        "import { execSync } from 'node:child_process'; export const P = { f: ({ rowNumber }) => String(execSync(`sleep ${rowNumber === 1 ? 6 : 0}; echo slow`)) };",
      ),
    run: [RECIPE],
    exitCode: 0,
    files: { 'o/generated/A.csv': /slow/ },
  },
  {
    name: 'fault-39-plugin-import-hang by an exit',
    before: (folder) =>
      writeFileSync(join(folder, 'plugins/p.js'), 'export const P = { f() { process.exit(0) } };'),
    run: [RECIPE],
    exitCode: 2,
    says: ['A plugin ended the process; nothing was written.'],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-39-plugin-import-hang by a promise that nobody waits for',
    before: (folder) =>
      writeFileSync(
        join(folder, 'plugins/p.js'),
        "Promise.reject(new Error('late')); await new Promise((go) => setTimeout(go, 200)); export const P = {};",
      ),
    run: [RECIPE],
    exitCode: 2,
    says: ['The plugin failed: Error: late.'],
    never: ['ended the process'],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-43-continuation-bad-date',
    before: (folder) => {
      const state = {
        continuation: 2,
        seed: 42,
        key_prefix: 'TESTDATA_',
        as_of: '2026-11-02',
        iterations: 1,
        tables: { A: { rows: 1, top_rows: 1 } },
        ids: { contexts: 0 },
        lasting: {
          n: {
            object: 'A',
            key: 'TESTDATA_42_A0000001',
            id: 1,
            number: 0,
            high: 0,
            low: 0,
            values: { Name: { date: 'nope' } },
          },
        },
        kept: {},
      };
      writeFileSync(join(folder, 'c.json'), JSON.stringify(state));
    },
    run: [[...RECIPE, '--continuation-file', 'c.json']],
    exitCode: 2,
    says: [
      "Error: c.json: The file isn't a continuation file. lasting.n.values.Name.date has a wrong value.",
    ],
    files: { 'o/generated': null },
  },
  {
    name: 'fault-32-config-proto',
    run: [['config', 'show']],
    exitCode: 2,
    says: [/^Error: config\.yml:1:1: A key can't be named `__proto__`\.$/m],
  },
]);

import { testCases } from './run-case.ts';

const RECIPE = ['generate', '--recipe', 'r.recipe.yml', '--output', 'o', '--quiet'];

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
  {
    name: 'fault-32-config-proto',
    run: [['config', 'show']],
    exitCode: 2,
    says: [/^Error: config\.yml:1:1: A key can't be named `__proto__`\.$/m],
  },
]);

import { testCases } from './run-case.ts';

testCases([
  {
    name: 'fault-35-as-of-year-0',
    run: [['generate', '--as-of', '2026-13-01', '--output', 'o']],
    exitCode: 2,
    says: ['--as-of'],
    files: { o: null },
  },
]);

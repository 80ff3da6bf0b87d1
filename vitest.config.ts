import { defineConfig } from 'vitest/config';
import { testFiles } from './tests/support/test-projects.ts';

const { fast, whole } = testFiles();

/** Two projects: `fast` has the tests that start no process and load or enrich no whole dataset, `whole` all others. CONTRIBUTING says when to run which. */
export default defineConfig({
  test: {
    // Vitest leaves one core free by default, which is one of two.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'fast', include: fast } },
      { extends: true, test: { name: 'whole', include: whole } },
    ],
  },
});

import { defineConfig } from 'vitest/config';

/** The slow tests against the practice org, one after the other: each keeps both cores busy. */
export default defineConfig({
  test: {
    include: ['tests/practice-org/slow/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});

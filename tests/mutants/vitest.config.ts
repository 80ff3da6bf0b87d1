import { defineConfig } from 'vitest/config';
import { FOLDERS } from './folders.ts';
import { InOrder } from './in-order.ts';

export default defineConfig({
  test: {
    include: FOLDERS[process.env.MUTANTS_FOLDER ?? ''] ?? [],
    testTimeout: 60_000,
    sequence: { sequencer: InOrder },
  },
});

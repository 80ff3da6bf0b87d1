import { availableParallelism } from 'node:os';
import { FOLDERS, reportOf } from './folders.ts';
import { sampleOf } from './sample.ts';

const { MUTANTS_FOLDER: folder = '', AT_ONCE = availableParallelism() } = process.env;
const report = reportOf(folder);
const below = Object.keys(FOLDERS).filter((name) => name.startsWith(`${folder}/`));
const sample = Number(process.env.SAMPLE ?? 1);

/** Changes the source of one folder in each way that Stryker knows, and runs the tests that come to a changed line. */
export default {
  mutate:
    sample > 1
      ? sampleOf(folder, below, sample)
      : [`src/${folder}/**/*.ts`, ...below.map((name) => `!src/${name}/**/*.ts`)],
  testRunner: 'vitest',
  vitest: { configFile: 'tests/mutants/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  // What runs when a file is read would be tried with every test of the folder, and is mostly the shape of a file.
  ignoreStatic: true,
  concurrency: Number(AT_ONCE),
  // What takes longer is a loop without an end.
  ...{ timeoutMS: 3_000, timeoutFactor: 2 },
  plugins: ['@stryker-mutator/vitest-runner', './tests/mutants/ignore-phrases.mjs'],
  ignorers: ['phrases'],
  // Vitest reads none, and the TypeScript of this project has no API by which Stryker could rewrite one.
  tsconfigFile: 'none',
  // A folder whose name begins with a dot would hide what is wrong in a file.
  tempDirName: 'reports/mutants/tmp',
  ignorePatterns: ['/reports', '/.node', '/.sf', '/bench', '/dist', '/cache', '/output'],
  ...{ incremental: true, incrementalFile: `${report}.incremental.json` },
  reporters: ['html', 'json', 'progress-append-only'],
  htmlReporter: { fileName: `${report}.html` },
  jsonReporter: { fileName: `${report}.json` },
};

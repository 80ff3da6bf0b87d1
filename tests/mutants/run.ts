import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { FOLDERS, reportOf } from './folders.ts';
import { type Report, survivedOf } from './survived.ts';
import { SURVIVORS } from './survivors.ts';

/** Of a hundred changes to a folder, so many must make a test fail. */
const WANTED = 80;

const [named = ''] = process.argv.slice(2);
const known = Object.keys(FOLDERS);
const wanted = named === '' ? known : named.split(',');
const unknown = wanted.find((folder) => !known.includes(folder));
if (unknown !== undefined) throw new Error(`FOLDER must be one of ${known.join(', ')}; got ${unknown}.`);
/** A folder comes with those below it that are tried by themselves. */
const folders = known.filter((one) => wanted.some((folder) => `${one}/`.startsWith(`${folder}/`)));

/** Files of tests are written thousands of times: in memory, where the system has a folder for that. */
const memory = existsSync('/dev/shm') ? { TMPDIR: '/dev/shm' } : {};

const lines = folders.flatMap((folder) => {
  const { status } = spawnSync('npx', ['stryker', 'run', 'tests/mutants/stryker.config.mjs'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...memory, MUTANTS_FOLDER: folder },
  });
  if (status !== 0) process.exit(status ?? 1);
  const report = JSON.parse(readFileSync(`${reportOf(folder)}.json`, 'utf8')) as Report;
  const { found, all, unlisted, stale } = survivedOf(folder, report, SURVIVORS[folder] ?? []);
  const score = (100 * found) / all;
  // Of a sample nobody knows whether the survivor of an entry is in it.
  const gone = process.env.SAMPLE ? [] : stale;
  if (!(score >= WANTED) || unlisted.length + gone.length > 0) process.exitCode = 1;
  return [
    `${folder.padEnd(14)} ${score.toFixed(1).padStart(5)}%  ${found} of ${all}; the rest: ${reportOf(folder)}.html`,
    ...unlisted.map((one) => `  without a reason  ${one}`),
    ...gone.map((one) => `  no longer there   ${one}`),
  ];
});
console.log(`\nChanges that a test found (at least ${WANTED}% are wanted):\n${lines.join('\n')}`);

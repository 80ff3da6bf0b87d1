import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { FOLDERS, reportOf } from './folders.ts';

/** Of a hundred changes to a folder, so many must make a test fail. */
const WANTED = 80;

interface Report {
  files: Record<string, { mutants: { status: string }[] }>;
}

/** How many changes were found, and how many of those were not ignored. */
function scoreOf(folder: string): { found: number; all: number } {
  const { files } = JSON.parse(readFileSync(`${reportOf(folder)}.json`, 'utf8')) as Report;
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const found = all.filter((status) => status === 'Killed' || status === 'Timeout').length;
  return {
    found,
    all: found + all.filter((status) => status === 'Survived' || status === 'NoCoverage').length,
  };
}

const [named = ''] = process.argv.slice(2);
const folders = named === '' ? Object.keys(FOLDERS) : named.split(',');
const unknown = folders.find((folder) => !(folder in FOLDERS));
if (unknown !== undefined)
  throw new Error(`FOLDER must be one of ${Object.keys(FOLDERS).join(', ')}; got ${unknown}.`);

const lines = folders.map((folder) => {
  const { status } = spawnSync('npx', ['stryker', 'run', 'tests/mutants/stryker.config.mjs'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, MUTANTS_FOLDER: folder },
  });
  if (status !== 0) process.exit(status ?? 1);
  const { found, all } = scoreOf(folder);
  const score = (100 * found) / all;
  if (score < WANTED) process.exitCode = 1;
  return `${folder.padEnd(14)} ${score.toFixed(1).padStart(5)}%  ${found} of ${all}; the rest: ${reportOf(folder)}.html`;
});
console.log(`\nChanges that a test found (at least ${WANTED}% are wanted):\n${lines.join('\n')}`);

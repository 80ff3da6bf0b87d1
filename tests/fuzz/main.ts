import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { campaign, type Finding } from './campaign.ts';
import { kinds } from './kinds.ts';
import { makeMaterial } from './material.ts';
import { Runner } from './runner.ts';

const RUNS_IN_TURN = 100;

/** Tries broken inputs of each kind in turn until the minutes are over, and keeps what was answered wrongly in `fuzz-findings/`. */
async function main(minutes: number, seed: number, only: string | undefined): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  const runner = new Runner();
  const all = Object.entries(kinds(await makeMaterial())).filter(([kind]) => !only || kind === only);
  if (all.length === 0) throw new Error(`No kind is called ${only}.`);
  const runs = new Map<string, number>();
  const known = new Set<string>();
  for (let round = 0; Date.now() < until; round++) {
    for (const [kind, trials] of all) {
      if (Date.now() >= until) break;
      const found = await campaign(runner, kind, trials, { seed: seed + round, runs: RUNS_IN_TURN });
      runs.set(kind, (runs.get(kind) ?? 0) + RUNS_IN_TURN);
      if (!found || known.has(sortOf(found))) continue;
      known.add(sortOf(found));
      console.log(
        `${known.size}. ${kind}, seed ${found.seed}, path ${found.path}: ${found.what.slice(0, 300)}`,
      );
      keep(found, known.size);
    }
  }
  runner.stop();
  for (const [kind, count] of runs) console.log(`${kind}: ${count} trials`);
  console.log(`${known.size} findings, seed ${seed}${known.size > 0 ? '; see fuzz-findings/' : ''}`);
  if (known.size > 0) process.exitCode = 1;
}

/** One fault meets many trials: told once by its kind, its words and where it was thrown. */
function sortOf({ kind, what }: Finding): string {
  const [first, second = ''] = what.split(/\n\s+at /);
  return `${kind} ${first!.replaceAll(/\d+|"[^"]*"/g, '#').slice(0, 90)} ${second}`;
}

function keep({ what, trial }: Finding, number: number): void {
  const folder = join('fuzz-findings', String(number));
  for (const [name, bytes] of Object.entries(trial.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.from(bytes, 'latin1'));
  }
  const commands = trial.commands.map(
    (words) => `sfdc-datagen ${words.map((word) => JSON.stringify(word)).join(' ')}\n`,
  );
  writeFileSync(join(folder, 'cmd'), commands.join(''));
  writeFileSync(join(folder, 'what.txt'), `${what}\n`);
}

const [minutes = '60', seed = String(Date.now() % 1_000_000), only] = process.argv.slice(2);
const wrong = Object.entries({ MINUTES: minutes, SEED: seed }).filter(
  ([, value]) => value.trim() === '' || !(Number(value) >= 0),
);
for (const [name, value] of wrong) console.error(`${name} must be a number; got "${value}".`);
if (wrong.length > 0) process.exitCode = 2;
else await main(Number(minutes), Number(seed), only);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableLines } from '../src/shared/table-text.ts';

/** Rows per second and peak memory of whole processes: medians of several runs, after one that does not count. */
const RUNS = 3;
const ROWS_PER_ACCOUNT = 24;
const cli = join(import.meta.dirname, '..', 'src', 'cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-bench-'));

function run(accounts: number): { seconds: number; megabytes: number } {
  const script = `process.on('exit', () => console.error(process.resourceUsage().maxRSS));
    process.argv.splice(1, 0, ${JSON.stringify(cli)}); await import(${JSON.stringify(cli)})`;
  const started = process.hrtime.bigint();
  const args = [
    'generate',
    '--quiet',
    '--accounts',
    String(accounts),
    '--output',
    join(folder, String(accounts)),
  ];
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return {
    seconds: Number(process.hrtime.bigint() - started) / 1e9,
    megabytes: Number(stderr.trim().split('\n').at(-1)) / 1024,
  };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

try {
  const rows = [100, 1_000, 10_000].map((accounts) => {
    run(accounts);
    const runs = Array.from({ length: RUNS }, () => run(accounts));
    const seconds = median(runs.map((one) => one.seconds));
    const made = accounts * ROWS_PER_ACCOUNT;
    const megabytes = median(runs.map((one) => one.megabytes));
    return [accounts, made, seconds.toFixed(2), Math.round(made / seconds), Math.round(megabytes)].map(
      String,
    );
  });
  console.log(
    tableLines(['Accounts', 'Rows', 'Seconds', 'Rows/s', 'Peak MB'], rows, [0, 1, 2, 3, 4]).join('\n'),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

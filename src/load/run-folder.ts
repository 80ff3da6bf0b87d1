import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where the runs of a data set into one org lie: `DIR/runs/<org>`. */
export function runsOf(dataset: string, org: string): string {
  return join(dataset, 'runs', org.replaceAll(/[^\w.@+-]/g, '_'));
}

/** Makes the folder of a new run, named after the time. */
export function newRunFolder(runs: string, suffix = ''): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  for (let count = 1; ; count++) {
    const folder = join(runs, `${time}${suffix}${count > 1 ? `-${count}` : ''}`);
    if (existsSync(folder)) continue;
    for (const part of ['files', 'sf']) mkdirSync(join(folder, part), { recursive: true });
    return folder;
  }
}

/** The folder of the latest load, undefined where there was none. */
export function lastLoad(runs: string): string | undefined {
  if (!existsSync(runs)) return undefined;
  return readdirSync(runs)
    .filter((name) => existsSync(join(runs, name, 'journal.jsonl')))
    .sort()
    .map((name) => join(runs, name))
    .at(-1);
}

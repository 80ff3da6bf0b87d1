/**
 * What the cache costs: the wall time of a warm run of the default dataset, start of the process included, and
 * look-ups in a cache of 1,000,000 entries. Run it with `make bench`; SIZE=100000 makes a smaller cache.
 */
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogOf } from '../src/catalog/overlay.ts';
import { resolveConfig } from '../src/config/resolve.ts';
import { Cache } from '../src/enrich/cache/cache.ts';
import { putEntry, putRow } from '../src/enrich/cache/entries.ts';
import { writeTextExport } from '../src/enrich/cache/text-export.ts';
import { readSource } from '../src/enrich/source.ts';
import { cacheEntryOf, textJobOf } from '../src/enrich/text-job.ts';
import { TextStatus } from '../src/enrich/text-status.ts';
import { packageRoot } from '../src/shared/package-root.ts';

const size = Number(process.env.SIZE ?? 1_000_000);
const cli = (...args: string[]) => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(packageRoot, 'src/cli.ts'), ...args], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - start;
};
const tell = (line: string) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-bench-'));
try {
  lookups();
  warmRun();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A cache as large as asked for, filled in transactions of 10,000 entries, then asked for known and unknown keys. */
function lookups(): void {
  const file = join(folder, 'large.sqlite');
  const filling = Cache.open(file);
  const filler =
    'The renewal waits for the loss runs of the last three years, and the broker has been told. ';
  const row = {
    ...{ version: 1, provider: 'openai', model: 'gpt-4o', temperature: 0.7, system: Buffer.alloc(32) },
    ...{ object: 'Case', field: 'Description', max_length: 32_000, unit: 'characters' },
  };
  const start = performance.now();
  for (let from = 0; from < size; from += 10_000) {
    filling.write(() => {
      for (let n = from; n < Math.min(size, from + 10_000); n++) {
        const texts = {
          text: `${n} ${filler.repeat(3)}`,
          record: `R${n}`,
          prompt: `${n} ${filler.repeat(4)}`,
        };
        putRow(filling, { ...row, ...texts, key: Buffer.from(keyOf(n), 'hex') }, null);
      }
    });
  }
  filling.close();
  tell(
    `filled ${size} entries in ${((performance.now() - start) / 1_000).toFixed(1)} s, ${Math.round(statSync(file).size / 1e6)} MB`,
  );

  const { stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'look-up.ts'), file, String(size)],
    {
      encoding: 'utf8',
      env: process.env,
    },
  );
  process.stdout.write(stdout);
}

function keyOf(n: number): string {
  return hash('sha256', String(Math.floor(n)));
}

/** The default dataset with every text in the cache: from the database, and from the text export alone. */
function warmRun(): void {
  const dataset = join(folder, 'set');
  cli('generate', '--output', dataset, '--quiet');
  const { config } = resolveConfig({ settings: [], env: {} });
  const source = readSource(dataset, catalogOf(config.objects), config.industries);
  const status = new TextStatus(source.texts);
  const file = join(folder, 'warm.sqlite');
  const cache = Cache.open(file);
  const { model, temperature } = config.openai;
  cache.write(() => {
    for (let ready = status.takeReady(); ready.length > 0; ready = status.takeReady()) {
      for (const planned of ready) {
        const request = source.requestFor(planned, status.textOf);
        const job = textJobOf(planned, request, { provider: 'openai', model, temperature });
        const text = `Text ${job.key.slice(0, 12)} for ${request.slots.company_name}.`;
        putEntry(cache, cacheEntryOf(job, text), null);
        status.write(planned.wanted, text, false);
      }
    }
  });
  writeTextExport(cache);
  cache.close();
  const args = ['enrich', dataset, '--provider', 'openai', '--frozen', '--quiet', '--cache', file];
  const times = (run: () => number) => Array.from({ length: 5 }, run).sort((a, b) => a - b);
  const median = (all: number[]) =>
    `${Math.round(all[2]!)} ms (${Math.round(all[0]!)} to ${Math.round(all[4]!)})`;
  tell(`warm run, ${status.total} texts from the cache: ${median(times(() => cli(...args)))}`);
  const fromText = () => {
    if (existsSync(file)) rmSync(file);
    return cli(...args);
  };
  tell(`warm run from the text export alone: ${median(times(fromText))}`);
  tell(`offline run: ${median(times(() => cli('enrich', dataset, '--provider', 'offline', '--quiet')))}`);
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfigInput, resolveConfig } from '../../src/config/resolve.ts';
import { parseCsv } from '../../src/dataset/csv.ts';
import type { Manifest } from '../../src/dataset/manifest.ts';
import { generate } from '../../src/generate/generate.ts';
import type { Value } from '../../src/python/value.ts';

export type Cells = Readonly<Record<string, string>>;

/** The rows of each object, by column. */
export type DataSet = Readonly<Record<string, readonly Cells[]>>;

/** Settings by their dotted path: `{'generation.accounts': 10}`. */
export type Settings = Readonly<Record<string, unknown>>;

/** What `generate` needs, from defaults and a few settings; the environment says nothing. */
export function configOf(settings: Settings, more: Partial<ConfigInput> = {}) {
  const list = Object.entries(settings).map(([path, value]) => ({
    path: path.split('.'),
    value,
    source: `--set ${path}`,
  }));
  return resolveConfig({ settings: list, env: {}, ...more }).config;
}

/** Runs `work` with a folder that is there as long as it runs. */
export async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sfdc-datagen-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a data set in this process and reads it back. */
export function generated(
  settings: Settings,
  more: Partial<ConfigInput> & { options?: ReadonlyMap<string, Value> } = {},
): Promise<DataSet> {
  return inFolder(async (folder) => {
    const { options = new Map(), ...input } = more;
    await generate({ config: configOf(settings, input), options, folder });
    return readDataSet(folder);
  });
}

/** The rows of the stage `generated` of a data set. */
export function readDataSet(folder: string): DataSet {
  const dir = join(folder, 'generated');
  const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;
  return Object.fromEntries(
    manifest.files.map(({ object, file }) => {
      const { columns, rows } = parseCsv(readFileSync(join(dir, file), 'utf8'), file);
      const cells = rows.map((row): Cells => Object.fromEntries(columns.map((name, i) => [name, row[i]!])));
      return [object, cells];
    }),
  );
}

/** How often each value of a column occurs. */
export function countBy(rows: readonly Cells[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column]!] = (counts[row[column]!] ?? 0) + 1;
  return counts;
}

export function filled(rows: readonly Cells[], column: string): number {
  return rows.filter((row) => row[column] !== '').length;
}

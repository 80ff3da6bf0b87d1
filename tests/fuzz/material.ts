import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startCli, withServer } from '../llm/cli.ts';
import { startModelServer } from '../llm/server.ts';
import { cli } from '../support/cli.ts';
import { LASTING_RECIPE } from './recipes.ts';

/** Sound files that trials are broken from; bytes in Latin-1. */
export interface Material {
  /** A small data set, generated and enriched, by path. */
  dataset: Readonly<Record<string, string>>;
  /** A cache of a model's answers, and its text export. */
  cache: { bytes: string; jsonl: string };
  continuation: string;
  /** The document of `export --format json`. */
  json: string;
}

/** Makes them with the command line; a scripted server writes the texts of the cache. */
export async function makeMaterial(): Promise<Material> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-material-'));
  const server = await startModelServer();
  try {
    const set = join(folder, 'd');
    const recipe = join(folder, 'r.recipe.yml');
    writeFileSync(recipe, LASTING_RECIPE);
    const run = (...args: string[]) => {
      const { status, stderr } = cli(args, { cwd: folder });
      if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    };
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    run('generate', '--accounts', '2', '--output', set, '--quiet');
    run('enrich', set, '--provider', 'offline', '--quiet');
    run('export', set, '--format', 'json', '--output', join(folder, 'data.json'), '--quiet');
    run(
      'generate',
      '--recipe',
      recipe,
      '--output',
      join(folder, 'o'),
      '--quiet',
      '--generate-continuation-file',
      join(folder, 'c.json'),
    );
    const cache = join(folder, 'cache', 'llm.sqlite');
    const done = await startCli(
      ['enrich', set, '--provider', 'openai', '--cache', cache, '--quiet'],
      withServer(server.url),
    ).done;
    if (done.code !== 0) throw new Error(done.stderr);
    return {
      dataset: bytesBelow(set),
      cache: { bytes: readFileSync(cache, 'latin1'), jsonl: text('cache/llm.jsonl') },
      continuation: text('c.json'),
      json: text('data.json'),
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function bytesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file), readFileSync(file, 'latin1')];
    }),
  );
}

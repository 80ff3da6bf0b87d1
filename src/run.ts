import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogOf } from './catalog/overlay.ts';
import type { Config } from './config/schema.ts';
import { DEFAULT_CACHE } from './enrich/cache/files.ts';
import type { EnrichResult } from './enrich/enrich.ts';
import type { GenerateInput, GenerateResult } from './generate/generate.ts';
import type { OrgOutcome } from './load/each-org.ts';
import type { LoadResult } from './load/load.ts';
import type { Way } from './org/session.ts';
import type { OrgName } from './org/sf-argv.ts';
import { atExit } from './shared/at-exit.ts';
import type { Progress } from './shared/progress.ts';

/** The last stage: rows, one JSON document, or a load into orgs. */
export type Goal =
  | { is: 'rows' }
  | { is: 'json'; file: string }
  | { is: 'orgs'; orgs: readonly OrgName[]; via?: Way; allowProduction?: string };

export interface RunInput {
  config: Config;
  /** The recipe's part of the command line: options, iterations, continuation. */
  recipe: Omit<GenerateInput, 'config' | 'folder' | 'answers' | 'progress'>;
  /** The dataset's folder. */
  folder: string;
  goal: Goal;
  /** A dry run: everything is written to a temporary folder, texts are written offline, and orgs are only read. */
  dryRun: boolean;
  progress: Progress;
  env: Readonly<Record<string, string | undefined>>;
}

export interface RunResult {
  generated: GenerateResult;
  enriched?: EnrichResult;
  loaded: OrgOutcome<LoadResult>[];
}

/**
 * The pipeline, stage by stage: a recipe becomes rows, rows get their texts, and each org gets what it lacks of them.
 */
export async function run(input: RunInput): Promise<RunResult> {
  const { config, goal, dryRun } = input;
  const recipe = { ...input.recipe, answers: input.folder, progress: input.progress };
  const { generate } = await import('./generate/generate.ts');
  if (goal.is === 'rows') {
    return {
      generated: await generate({ config, ...recipe, folder: dryRun ? undefined : input.folder }),
      loaded: [],
    };
  }

  const passing = dryRun || goal.is === 'json';
  const folder = passing ? mkdtempSync(join(tmpdir(), 'sfdc-datagen-')) : input.folder;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stays = passing ? atExit(remove) : undefined;
  try {
    const generated = await generate({ config, ...recipe, folder });
    const enriched = await writeTexts(input, folder);
    if (goal.is === 'orgs') return { generated, enriched, loaded: await loadInto(goal, folder, input) };
    if (!dryRun) await writeDocument(folder, goal.file);
    return { generated, enriched, loaded: [] };
  } finally {
    stays?.();
    if (passing) remove();
  }
}

async function writeTexts(
  { config, recipe, dryRun, progress, env, folder }: RunInput,
  dataset: string,
): Promise<EnrichResult> {
  const [{ enrich }, { chooseProvider }] = await Promise.all([
    import('./enrich/enrich.ts'),
    import('./enrich/providers/choose.ts'),
  ]);
  return enrich({
    dataset,
    catalog: catalogOf(config.objects),
    industries: config.industries,
    openai: config.openai,
    provider: await chooseProvider(dryRun ? 'offline' : 'auto', env),
    cache: DEFAULT_CACHE,
    frozen: false,
    refresh: false,
    retryFailed: false,
    dropEdits: recipe.dropEdits ?? false,
    estimate: false,
    batch: false,
    passing: dataset !== folder,
    maxCost: null,
    progress,
    backoffMs: 1_000,
  });
}

async function writeDocument(folder: string, file: string): Promise<void> {
  const [{ readNeutral }, { jsonDocument }, { writeJsonDocument }] = await Promise.all([
    import('./export/read-neutral.ts'),
    import('./export/json-document.ts'),
    import('./export/write-export.ts'),
  ]);
  writeJsonDocument(file, jsonDocument(readNeutral(folder)));
}

async function loadInto(
  { orgs, via, allowProduction }: Extract<Goal, { is: 'orgs' }>,
  dir: string,
  { config, dryRun, progress }: RunInput,
): Promise<OrgOutcome<LoadResult>[]> {
  const [{ readNeutral }, { load }, { eachOrg }] = await Promise.all([
    import('./export/read-neutral.ts'),
    import('./load/load.ts'),
    import('./load/each-org.ts'),
  ]);
  const neutral = readNeutral(dir);
  const options = { config, dir, progress, dryRun, resume: false, waitMinutes: 60, via };
  const allowed = allowProduction ? { allowProduction } : {};
  return eachOrg(orgs, (org) => load(org, neutral, { ...options, ...allowed }));
}

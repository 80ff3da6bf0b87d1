import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { editsIn } from '../dataset/edits.ts';
import { identityOf } from '../dataset/identity.ts';
import { type Manifest, type ManifestFile, manifestText } from '../dataset/manifest.ts';
import { prefixOf } from '../dataset/prefix.ts';
import { noteRecipe, refuseOtherDataset } from '../dataset/refuse-foreign.ts';
import { DATASET_ATTRIBUTES, openFolder, type PendingFolder, writeGitAttributes } from '../dataset/write.ts';
import { refuseExit, settled } from '../plugins/modules/imported.ts';
import type { PluginOptions } from '../plugins/plugin.ts';
import { tooLarge } from '../python/size.ts';
import type { Value } from '../python/value.ts';
import { EXIT, type Problem, UserError } from '../shared/errors.ts';
import { FormulaError } from '../shared/formula-error.ts';
import type { Progress } from '../shared/progress.ts';
import { datagen } from '../shared/shell-words.ts';
import { checkWritable, lockFor, refuseSameFile } from './check-output.ts';
import { compileRecipe, refuse } from './compile-recipe.ts';
import { writeContinuation } from './input/continuation.ts';
import { hashOf } from './input/continuation-file.ts';
import { loadFilesOf, readLoadDeclarations } from './input/load-declarations.ts';
import { identityOfUpdate, type Update } from './input/update.ts';
import { makeManifest } from './make-manifest.ts';
import { placed } from './run/failure.ts';
import { tellRows, type Until } from './run/iterations.ts';
import type { ObjectTable } from './run/object-table.ts';
import { type ObjectSummary, objectSummary } from './summary.ts';

export interface GenerateInput {
  config: Config;
  /** The folder outside of which the recipe can't read; by default, its git work tree. */
  root?: string;
  /** `--plugin-option`, by the last part of its name. */
  pluginOptions?: PluginOptions;
  /** The org for a recipe's queries, unless a plugin option names one; by default, the default org of `sf`. */
  org?: string | undefined;
  /** The folder with the results of earlier queries; by default, the dataset's folder. */
  answers?: string;
  /** The existing records that the recipe updates, instead of making new ones. */
  update?: Update;
  /** How often the recipe runs; once by default. */
  until?: Until;
  /** `--option`: the recipe's own settings. */
  options: ReadonlyMap<string, Value>;
  /** Files of load declarations; by default, the `.load.yml` beside the recipe, if it exists. */
  loadDeclarations?: readonly string[];
  /** Called with the number of rows now and then during a long run. */
  progress?: Progress;
  /** True if files that were edited by hand are replaced. */
  dropEdits?: boolean;
  /** Checks the recipe and makes no rows. */
  validateOnly?: boolean;
  /** The continuation file of an earlier run, from which this one continues. */
  continueFrom?: string;
  /** Where to write what a later run needs to continue from this one. */
  continueTo?: string;
  /** The dataset's folder; if undefined, nothing is written. */
  folder: string | undefined;
}

export interface GenerateResult {
  manifest: Manifest;
  objects: ObjectSummary[];
  warnings: Problem[];
}

/**
 * Makes the rows of a recipe and writes `generated/` atomically. Uses no clock and no network, except for a recipe
 * that queries an org.
 */
export async function generate(input: GenerateInput): Promise<GenerateResult> {
  try {
    return await generated(input);
  } catch (error) {
    throw ofRecipe(error, input);
  }
}

/** Does a part of the work; what is wrong in the recipe gets the command that checks it again after the fix. */
async function checkedWith<T>(flag: '--validate-only' | '--dry-run', work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFix = error instanceof UserError && error.exitCode === EXIT.usage && error.next === undefined;
    if (!isFix || !error.problems.every(({ place }) => place?.file && existsSync(place.file))) throw error;
    throw error.withNext(datagen('generate', flag));
  }
}

/** Converts a formula's failure without a known line to a mistake in the recipe: it isn't a bug. */
function ofRecipe(thrown: unknown, { config }: GenerateInput): unknown {
  const error = tooLarge(thrown);
  return error instanceof FormulaError ? placed(error, { file: config.recipe }, undefined) : thrown;
}

async function generated(input: GenerateInput): Promise<GenerateResult> {
  const { config, folder } = input;
  if (input.continueTo) checkWritable(input.continueTo);
  const identity = input.update ? identityOfUpdate(config, input.update.file) : identityOf(config);
  const prefix = prefixOf(identity);
  const continues = input.continueFrom === undefined ? undefined : hashOf(input.continueFrom);
  const making = { identity, recipe: config.recipe, continues };
  if (folder !== undefined && !input.validateOnly) refuseOtherDataset(folder, making);
  const { recipe, run, org, iterate } = await checkedWith('--validate-only', () =>
    compileRecipe(input, prefix),
  );
  const tables = [...run.tables()].filter((table) => !table.sobject.startsWith('__'));
  refuseSameFile(tables, run);
  if (tables.length === 0)
    run.warnings.push({
      message: 'The recipe makes no objects: the dataset is empty.',
      place: { file: recipe.file },
    });
  const declared = loadDeclarationsOf(
    input.loadDeclarations ?? loadFilesOf(recipe.file, recipe.root),
    tables,
  );
  run.warnings.push(...(declared?.warnings ?? []));
  const target = input.validateOnly ? undefined : folder;
  const release = target === undefined ? undefined : await lockFor(target, making);
  let pending: PendingFolder | undefined;
  try {
    const edits = target === undefined ? undefined : editsIn(target, 'generated', input.dropEdits ?? false);
    edits?.refuseOpen();
    pending = target === undefined ? undefined : openFolder(target, 'generated');
    for (const table of tables) table.open(pending?.path);
    const allowExit = refuseExit(recipe.file, () => pending?.discard());
    try {
      if (input.progress) run.tick = tellRows(input.progress);
      if (!input.validateOnly) await checkedWith('--dry-run', iterate);
      await settled();
    } finally {
      allowExit();
    }
    await checkedWith('--dry-run', () => refuse(run.problems));
    const accepted: Record<string, string> = {};
    const files = tables.map((table): ManifestFile => {
      const made = table.close();
      const edit = edits?.keep(made.file, made.sha256);
      if (!edit || !pending || !target) return made;
      accepted[made.file] = edit.before;
      writeFileSync(join(pending.path, made.file), edit.bytes);
      const place = { file: join(target, 'generated', made.file) };
      run.warnings.push({ message: 'Kept as edited by hand.', place });
      return edit.entry;
    });
    edits?.refuseLost();
    const load = declared?.load;
    const manifest = makeManifest(input, { identity, recipe, files, continues, load, accepted });
    if (pending && folder !== undefined) {
      writeFileSync(join(pending.path, 'manifest.json'), manifestText(manifest));
      pending.commit();
      writeGitAttributes(folder, DATASET_ATTRIBUTES);
      if (identity.recipe !== undefined) noteRecipe(folder, config.recipe);
      org.write(folder);
    }
    if (input.continueTo && !input.validateOnly) writeContinuation(input.continueTo, run);
    return { manifest, objects: tables.map(objectSummary), warnings: run.allWarnings() };
  } catch (error) {
    for (const table of tables) table.release();
    pending?.discard();
    throw pending ? pending.failed(error) : error;
  } finally {
    release?.();
  }
}

function loadDeclarationsOf(files: readonly string[], tables: readonly ObjectTable[]) {
  const sobjects = tables.map(({ sobject }) => sobject);
  return files.length === 0 ? undefined : readLoadDeclarations(files, sobjects);
}

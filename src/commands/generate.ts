import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { refuseNoDataset } from '../dataset/refuse-foreign.ts';
import { orgsJson, worstExit } from '../load/each-org.ts';
import { run } from '../run.ts';
import { countText } from '../shared/counted.ts';
import { problemLines } from '../shared/error-text.ts';
import { EXIT, problemJson, UserError } from '../shared/errors.ts';
import { isBelow } from '../shared/files/path-part.ts';
import { printable } from '../shared/quote.ts';
import { defineCommand } from './options/define-command.ts';
import { flagsOf, goalOf, recipeInputOf } from './options/generate-arguments.ts';
import { options } from './options/generate-options.ts';
import { configWith, datasetDir, progressFor } from './options/settings.ts';
import { printJson, printLines, printOrgError } from './output/output.ts';

async function updateDir(file: string, config: Config): Promise<string> {
  const { identityOfUpdate } = await import('../generate/input/update.ts');
  return join('output', identityOfUpdate(config, file).dataset);
}

export default defineCommand({
  positionals: {},
  options,
  async run(args) {
    const recipe = recipeInputOf(args);
    const { config } = configWith(
      args,
      flagsOf(args),
      args.industries?.split(',').map((name) => name.trim()),
    );
    const goal = goalOf(args);
    const output = goal.is === 'json' ? undefined : args.output;
    // An update is a separate dataset beside the one whose records it changes.
    const folder =
      output ?? (recipe.update ? await updateDir(recipe.update.file, config) : datasetDir(undefined, config));
    if (recipe.update && isBelow(recipe.update.file, folder))
      throw new UserError({
        message: `The update would replace the dataset that its rows are from: ${folder}.`,
        place: { file: '--output' },
      });
    if (goal.is !== 'json' && !args.dryRun && !args.validateOnly) refuseNoDataset(folder);
    const progress = progressFor(args);
    const result = await run({
      config,
      recipe,
      folder,
      goal: args.validateOnly ? { is: 'rows' } : goal,
      dryRun: args.dryRun,
      progress,
      env: process.env,
    }).finally(() => progress.done());

    const { objects, manifest, warnings } = result.generated;
    for (const line of problemLines(warnings)) progress.say(`Warning: ${line}`);
    const nothing = args.dryRun || args.validateOnly;
    const written = nothing ? undefined : goal.is === 'json' ? goal.file : `${folder}/generated`;
    // Loaded on demand: most runs don't load into an org.
    const loadOutput = result.loaded.length > 0 ? await import('./output/load-output.ts') : undefined;
    // The texts of a dry run are placeholders for real ones.
    const texts = result.enriched?.is === 'written' && !args.dryRun ? result.enriched.summary : undefined;
    const failed = texts?.failed ?? [];
    if (args.json) {
      const told = warnings.map(problemJson);
      const orgs = loadOutput ? { orgs: orgsJson(result.loaded, loadOutput.loadJson) } : {};
      printJson({
        written: written ?? null,
        objects,
        manifest,
        warnings: told,
        ...(texts ? { failed_texts: failed } : {}),
        ...orgs,
      });
    } else if (!args.quiet) {
      const { summaryLines } = await import('../generate/summary.ts');
      const where = written ? `Written to ${written}.` : 'Nothing was written (--dry-run).';
      const loads = result.loaded.flatMap((one) =>
        'result' in one ? loadOutput!.loadLines(one.result) : [],
      );
      const names = objects.map(({ object }) => object).join(', ');
      // Without rows, a table would hold only zeros.
      printLines(
        args.validateOnly
          ? [`The recipe is valid: it makes ${names || 'no objects'}.`, 'Nothing was made (--validate-only).']
          : [...summaryLines(objects), where, ...loads],
      );
    }
    if (failed.length > 0) {
      const { failedLines } = await import('./output/enrich-text.ts');
      progress.say(
        printable([`${countText(failed.length, 'text')} failed:`, ...failedLines({ failed })].join('\n')),
      );
      // The folder with the texts is deleted, so a document can't refer to it.
      if (texts?.next && goal.is !== 'json') progress.say(`Next: ${texts.next}`);
    }
    for (const one of result.loaded) if ('error' in one) printOrgError(one.org, one.error);
    const exitCode = loadOutput ? worstExit(result.loaded, loadOutput.loadExitCode) : EXIT.done;
    process.exitCode = exitCode === EXIT.done && failed.length > 0 ? EXIT.partial : exitCode;
  },
});

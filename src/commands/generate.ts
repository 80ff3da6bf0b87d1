import { join } from 'node:path';
import type { Config } from '../config/schema.ts';
import { refuseNoDataset } from '../dataset/refuse-foreign.ts';
import { run } from '../run.ts';
import { textsText } from '../shared/counted.ts';
import { problemLines } from '../shared/error-text.ts';
import { EXIT, problemJson, UserError } from '../shared/errors.ts';
import { isBelow } from '../shared/files/below.ts';
import { printable } from '../shared/quote.ts';
import { builder, flagsOf, type GenerateArguments, goalOf, recipeInputOf } from './generate-arguments.ts';
import { printJson, tellError } from './org-options.ts';
import { type Command, configWith, datasetDir, progressFor } from './settings.ts';

function notWritten({ validateOnly }: GenerateArguments): string {
  return validateOnly
    ? 'The recipe is valid; nothing was made (--validate-only).'
    : 'Nothing was written (--dry-run).';
}

async function updateDir(file: string, config: Config): Promise<string> {
  const { identityOfUpdate } = await import('../generate/update-identity.ts');
  return join('output', identityOfUpdate(config, file).dataset);
}

const handler = async (args: GenerateArguments): Promise<void> => {
  const recipe = recipeInputOf(args);
  const { config } = configWith(
    args,
    flagsOf(args),
    args.industries?.split(',').map((name) => name.trim()),
  );
  const goal = goalOf(args);
  const output = goal.is === 'json' ? undefined : args.output;
  // An update is a dataset of its own, beside the one whose records it changes.
  const folder =
    output ?? (recipe.update ? await updateDir(recipe.update.file, config) : datasetDir(undefined, config));
  if (recipe.update && isBelow(recipe.update.file, folder))
    throw new UserError({
      message: `The update would take the place of the data set that its rows are from: ${folder}.`,
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
  // Most runs load nothing and should not wait for the modules that do.
  const loadOutput = result.loaded.length > 0 ? await import('./load-output.ts') : undefined;
  // The texts of a dry run are stand-ins.
  const texts = result.enriched?.is === 'written' && !args.dryRun ? result.enriched.summary : undefined;
  const failed = texts?.failed ?? [];
  if (args.json) {
    const told = warnings.map(problemJson);
    const orgs = loadOutput ? { orgs: loadOutput.loadsJson(result.loaded) } : {};
    printJson({
      written: written ?? null,
      objects,
      manifest,
      warnings: told,
      ...(texts ? { failed_texts: failed } : {}),
      ...orgs,
    });
  } else if (!args.quiet) {
    const { summaryLines } = await import('../generate/summary-text.ts');
    const where = written ? `Written to ${written}.` : notWritten(args);
    const loads = loadOutput ? loadOutput.loadsLines(result.loaded) : [];
    process.stdout.write(`${printable([...summaryLines(objects), where, ...loads].join('\n'))}\n`);
  }
  if (failed.length > 0) {
    const { failedLines } = await import('../enrich/summary.ts');
    progress.say(printable([`${textsText(failed.length)} failed:`, ...failedLines({ failed })].join('\n')));
    // Of a document, the folder that the texts were written to has gone.
    if (texts?.next && goal.is !== 'json') progress.say(`Next: ${texts.next}`);
  }
  for (const one of result.loaded) if ('error' in one) tellError(one.org, one.error);
  const exitCode = loadOutput ? loadOutput.loadsExitCode(result.loaded) : EXIT.done;
  process.exitCode = exitCode === EXIT.done && failed.length > 0 ? EXIT.partial : exitCode;
};

export default {
  builder,
  handler,
} as unknown as Command;

import type { Config } from '../config/schema.ts';
import { problemJson, problemText, UserError } from '../errors.ts';
import { run } from '../run.ts';
import { isBelow } from '../shared/below.ts';
import { printable } from '../shared/quote.ts';
import { builder, flagsOf, type GenerateArguments, goalOf, recipeInputOf } from './generate-arguments.ts';
import { printJson, tellError } from './org-options.ts';
import { type Command, configWith, datasetDir, progressFor } from './settings.ts';

function notWritten({ validateOnly }: GenerateArguments): string {
  return validateOnly
    ? 'The recipe is valid; nothing was made (--validate-only).'
    : 'Nothing was written (--dry-run).';
}

function beside(config: Config): Config {
  return { ...config, dataset: `${config.dataset ?? `seed-${config.seed}`}-update` };
}

const handler = async (args: GenerateArguments): Promise<void> => {
  const recipe = recipeInputOf(args);
  const resolved = configWith(
    args,
    flagsOf(args),
    args.industries?.split(',').map((name) => name.trim()),
  );
  // An update is a data set of its own, beside the one whose records it changes.
  const config = recipe.update ? beside(resolved.config) : resolved.config;
  const goal = goalOf(args);
  const folder = datasetDir(goal.is === 'json' ? undefined : args.output, config);
  if (recipe.update && isBelow(recipe.update.file, folder))
    throw new UserError({
      message: `The update would take the place of the data set that its rows are from: ${folder}.`,
      place: { file: '--output' },
    });
  const progress = progressFor(args);
  const result = await run({
    config,
    recipe,
    folder,
    goal: args.validateOnly ? { is: 'rows' } : goal,
    dryRun: args.dryRun,
    progress,
    env: process.env,
  });

  const { objects, manifest, warnings } = result.generated;
  for (const warning of warnings) progress.say(`Warning: ${problemText(warning)}`);
  const nothing = args.dryRun || args.validateOnly;
  const written = nothing ? undefined : goal.is === 'json' ? goal.file : `${folder}/generated`;
  // Most runs load nothing and should not wait for the modules that do.
  const output = result.loaded.length > 0 ? await import('./load-output.ts') : undefined;
  if (args.json) {
    const told = warnings.map(problemJson);
    const orgs = output ? { orgs: output.loadsJson(result.loaded) } : {};
    printJson({ written: written ?? null, objects, manifest, warnings: told, ...orgs });
  } else if (!args.quiet) {
    const { summaryLines } = await import('../generate/summary-text.ts');
    const where = written ? `Written to ${written}.` : notWritten(args);
    const loads = output ? output.loadsLines(result.loaded) : [];
    process.stdout.write(`${printable([...summaryLines(objects), where, ...loads].join('\n'))}\n`);
  }
  for (const one of result.loaded) if ('error' in one) tellError(one.org, one.error);
  if (output) process.exitCode = output.loadsExitCode(result.loaded);
};

export default {
  builder,
  handler,
} as unknown as Command;

import type { Argv } from 'yargs';
import { numberOrText } from '../config/resolve.ts';
import { placeText, problemText, UserError } from '../errors.ts';
import type { Until } from '../generate/iterations.ts';
import type { Value } from '../recipe/value.ts';
import { type Goal, run } from '../run.ts';
import { orgOptions, orgsOf, printJson } from './org-options.ts';
import {
  type Command,
  configWith,
  datasetDir,
  type Flag,
  type GlobalOptions,
  progressFor,
} from './settings.ts';

interface GenerateArguments extends GlobalOptions {
  seed?: string;
  accounts?: string;
  industries?: string;
  density?: string;
  recipe?: string;
  option?: string[];
  set?: string[];
  asOf?: string;
  output?: string;
  targetOrg?: string;
  allowProduction?: string;
  dryRun: boolean;
  pluginOption?: string[];
  targetNumber?: string;
  reps?: number;
  root?: string;
  validateOnly: boolean;
  continuationFile?: string;
  generateContinuationFile?: string;
}

const builder = (yargs: Argv) =>
  yargs
    .option('seed', { type: 'string', describe: 'Same seed, same bytes (42)' })
    .option('accounts', { type: 'string', describe: 'Number of accounts (100)' })
    .option('industries', {
      type: 'string',
      describe: 'Some of the configured industries: insurance,finserv,hightech,fieldservice',
    })
    .option('density', {
      type: 'string',
      describe: 'Shares of the density tiers: rich=25,moderate=50,sparse=25',
    })
    .option('recipe', { type: 'string', describe: 'The recipe (recipes/full_org.recipe.yml)' })
    .option('option', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'An option of the recipe: name=value, or two words',
    })
    .option('plugin-option', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'An option of a plugin: pid=3',
    })
    .option('target-number', {
      type: 'string',
      alias: 'target-count',
      describe: 'Run the recipe again until so many rows are there: 1000 Account',
    })
    .option('reps', { type: 'number', describe: 'Run the recipe so many times' })
    .option('root', {
      type: 'string',
      describe: 'The folder that the recipe may read (the git work tree that it lies in)',
    })
    .option('set', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Any setting: generation.contacts_per_account=3',
    })
    .option('as-of', { type: 'string', describe: 'The day on which all dates hang: 2026-11-02' })
    .option('output', {
      type: 'string',
      describe: 'Folder of the data set (output/seed-<seed>), or a .json file for `load --file`',
    })
    .options(orgOptions)
    .option('dry-run', { type: 'boolean', default: false, describe: 'Write and load nothing' })
    .option('validate-only', {
      type: 'boolean',
      default: false,
      describe: 'Check the recipe and make no rows',
    })
    .option('generate-continuation-file', {
      type: 'string',
      describe: 'Write what a later run needs to go on after this one',
    })
    .option('continuation-file', { type: 'string', describe: 'Go on after the run that wrote this file' });

/** `a=1` as its two sides; anything else is refused in the flag's name. */
function pair(text: string, flag: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UserError({ message: `"${text}" is not of the form name=value.`, place: { file: flag } });
}

/** Numbers, true, false and null as such, all else as text. */
function literal(text: string): Value {
  if (text === 'true' || text === 'True') return true;
  if (text === 'false' || text === 'False') return false;
  if (text === 'null' || text === 'None') return null;
  return numberOrText(text) as Value;
}

/** `--target-number 1000 Account`, in either order, or `--reps 3`. */
function untilOf({ targetNumber, reps }: GenerateArguments): Until | undefined {
  if (targetNumber === undefined)
    return reps === undefined ? undefined : { kind: 'times', times: timesOf(reps) };
  const words = targetNumber.split(/[=\s]+/);
  const [rows, sobject] = /^\d+$/.test(words[0] ?? '') ? words : words.toReversed();
  if (words.length === 2 && rows && sobject && /^\d+$/.test(rows)) {
    return { kind: 'rows', sobject, rows: Number(rows) };
  }
  throw new UserError({
    message: `"${targetNumber}" is not a number and an object.`,
    place: { file: '--target-number' },
    hint: 'Write --target-number 1000 Account.',
  });
}

function timesOf(reps: number): number {
  if (Number.isInteger(reps) && reps > 0) return reps;
  throw new UserError({
    message: 'The number of runs is a whole number above 0.',
    place: { file: '--reps' },
  });
}

/** A tier that is not named has no share. */
function densityOf(text: string): Record<string, unknown> {
  const shares = text.split(',').map((part) => pair(part.trim(), '--density'));
  const stated = Object.fromEntries(shares.map(([tier, share]) => [tier, numberOrText(share)]));
  return { rich: 0, moderate: 0, sparse: 0, ...stated };
}

function flagsOf({ seed, accounts, density, recipe, asOf, set = [] }: GenerateArguments): Flag[] {
  const number = (text: string | undefined) => (text === undefined ? undefined : numberOrText(text));
  return [
    ...set.map((text): Flag => {
      const [path, value] = pair(text, '--set');
      return { flag: '--set', path: path.split('.'), value: literal(value) };
    }),
    { flag: '--seed', path: ['seed'], value: number(seed) },
    { flag: '--accounts', path: ['generation', 'accounts'], value: number(accounts) },
    { flag: '--density', path: ['density'], value: density === undefined ? undefined : densityOf(density) },
    { flag: '--recipe', path: ['recipe'], value: recipe },
    { flag: '--as-of', path: ['as_of'], value: asOf },
  ];
}

function goalOf({ targetOrg, allowProduction, output }: GenerateArguments): Goal {
  if (targetOrg !== undefined) {
    return { is: 'orgs', orgs: orgsOf(targetOrg), ...(allowProduction ? { allowProduction } : {}) };
  }
  return output?.endsWith('.json') ? { is: 'json', file: output } : { is: 'rows' };
}

/** Only the last part of the name counts: `snowfakery.standard_plugins.UniqueId.pid` is `pid`. */
function pluginOption(text: string): [string, string] {
  const [name, value] = pair(text, '--plugin-option');
  return [name.split('.').at(-1)!, value];
}

function notWritten({ validateOnly }: GenerateArguments): string {
  return validateOnly
    ? 'The recipe is valid; nothing was made (--validate-only).'
    : 'Nothing was written (--dry-run).';
}

const handler = async (args: GenerateArguments): Promise<void> => {
  const { config } = configWith(
    args,
    flagsOf(args),
    args.industries?.split(',').map((name) => name.trim()),
  );
  const given = (args.option ?? []).map((text) => pair(text, '--option'));
  const options = new Map(given.map(([name, value]) => [name, literal(value)]));
  const goal = goalOf(args);
  const folder = datasetDir(goal.is === 'json' ? undefined : args.output, config);
  const progress = progressFor(args);
  const until = untilOf(args);
  const result = await run({
    config,
    recipe: {
      options,
      pluginOptions: new Map((args.pluginOption ?? []).map(pluginOption)),
      validateOnly: args.validateOnly,
      ...(until ? { until } : {}),
      ...(args.root ? { root: args.root } : {}),
      ...(args.continuationFile ? { continueFrom: args.continuationFile } : {}),
      ...(args.generateContinuationFile ? { continueTo: args.generateContinuationFile } : {}),
    },
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
    const told = warnings.map(({ message, place, hint }) => ({ message, place: placeText(place), hint }));
    const orgs = output ? { orgs: result.loaded.map(output.loadJson) } : {};
    printJson({ written: written ?? null, objects, manifest, warnings: told, ...orgs });
  } else if (!args.quiet) {
    const { summaryLines } = await import('../generate/summary-text.ts');
    const where = written ? `Written to ${written}.` : notWritten(args);
    const loads = output ? result.loaded.flatMap(output.loadLines) : [];
    process.stdout.write(`${[...summaryLines(objects), where, ...loads].join('\n')}\n`);
  }
  if (output) process.exitCode = output.loadExitCode(result.loaded);
};

export default {
  builder,
  handler,
} as unknown as Command;

import type { Argv, CommandModule } from 'yargs';
import { numberOrText } from '../config/resolve.ts';
import { placeText, problemText, UserError } from '../errors.ts';
import type { Value } from '../recipe/value.ts';
import { configWith, datasetDir, type Flag, type GlobalOptions, progressFor } from './settings.ts';

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
  dryRun: boolean;
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
      describe: 'An option of the recipe: name=value',
    })
    .option('set', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Any setting: generation.contacts_per_account=3',
    })
    .option('as-of', { type: 'string', describe: 'The day on which all dates hang: 2026-11-02' })
    .option('output', { type: 'string', describe: 'Folder of the data set (output/seed-<seed>)' })
    .option('dry-run', { type: 'boolean', default: false, describe: 'Make the rows and write nothing' });

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

const handler = async (args: GenerateArguments): Promise<void> => {
  const [{ generate }, { summaryLines }] = await Promise.all([
    import('../generate/generate.ts'),
    import('../generate/summary-text.ts'),
  ]);
  const { config } = configWith(
    args,
    flagsOf(args),
    args.industries?.split(',').map((name) => name.trim()),
  );
  const given = (args.option ?? []).map((text) => pair(text, '--option'));
  const options = new Map(given.map(([name, value]) => [name, literal(value)]));
  const folder = datasetDir(args.output, config);
  const progress = progressFor(args);
  const result = await generate({ config, options, folder: args.dryRun ? undefined : folder });
  for (const warning of result.warnings) progress.say(`Warning: ${problemText(warning)}`);
  if (args.json) {
    const { objects, manifest } = result;
    const warnings = result.warnings.map(({ message, place, hint }) => ({
      message,
      place: placeText(place),
      hint,
    }));
    const document = { folder: args.dryRun ? null : folder, objects, manifest, warnings };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else if (!args.quiet) {
    const where = args.dryRun ? 'Nothing was written (--dry-run).' : `Written to ${folder}/generated.`;
    process.stdout.write(`${[...summaryLines(result.objects), where].join('\n')}\n`);
  }
};

export default {
  command: 'generate',
  describe: 'Make the rows of a data set from a recipe and a seed',
  builder,
  handler,
} as unknown as CommandModule;

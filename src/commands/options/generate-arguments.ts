import { statSync } from 'node:fs';
import { NO_TIER, numberOrText } from '../../config/resolve.ts';
import type { GenerateInput } from '../../generate/generate.ts';
import type { Update } from '../../generate/input/update.ts';
import type { Until } from '../../generate/run/iterations.ts';
import { PLUGIN_OPTIONS } from '../../plugins/plugin.ts';
import { int } from '../../python/numbers/int.ts';
import type { Value } from '../../python/value.ts';
import type { Goal } from '../../run.ts';
import { counted } from '../../shared/counted.ts';
import { UserError } from '../../shared/errors.ts';
import { misspelled } from '../../shared/nearest.ts';
import { quoted } from '../../shared/quote.ts';
import { asOfDay } from './dataset-options.ts';
import type { GenerateArguments } from './generate-options.ts';
import { orgsOf } from './org-options.ts';
import type { Flag } from './settings.ts';

/** Splits `a=1`; refuses anything else with the name of the flag. */
function pair(text: string, flag: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UserError({ message: `Must be name=value; got "${text}".`, place: { file: flag } });
}

/** Splits all pairs of a flag; refuses duplicate names. */
function pairs(texts: readonly string[], flag: string): [string, string][] {
  const all = texts.map((text) => pair(text, flag));
  const names = all.map(([name]) => name);
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) < i))];
  if (repeated.length === 0) return all;
  throw new UserError(
    repeated.map((name) => ({ message: `${name} is given more than once.`, place: { file: flag } })),
  );
}

/** Converts numbers, true, false, and null; everything else is text. */
function literal(text: string): Value {
  if (text === 'true' || text === 'True') return true;
  if (text === 'false' || text === 'False') return false;
  if (text === 'null' || text === 'None') return null;
  return numberOrText(text) as Value;
}

/** The value of a recipe's option; whole numbers of any size stay exact. */
function optionValue(text: string): Value {
  return /^-?[1-9]\d{14,4299}$/.test(text) ? int(BigInt(text)) : literal(text);
}

/** Parses `--target-number 1000 Account`, in either order, or `--reps 3`. */
function untilOf({ targetNumber, reps }: GenerateArguments): Until | undefined {
  if (targetNumber !== undefined && reps !== undefined)
    throw new UserError({ message: 'Use either --reps or --target-number, not both.' });
  if (targetNumber === undefined)
    return reps === undefined ? undefined : { kind: 'times', times: aboveZero(reps, 'runs', '--reps') };
  const words = targetNumber.split(/[=\s]+/);
  const [rows, sobject] = /^\d+$/.test(words[0] ?? '') ? words : words.toReversed();
  if (words.length === 2 && rows && sobject && /^\d+$/.test(rows)) {
    return { kind: 'rows', sobject, rows: aboveZero(Number(rows), 'rows', '--target-number') };
  }
  throw new UserError({
    message: `Must be a number and an object; got "${targetNumber}".`,
    place: { file: '--target-number' },
    hint: 'Use `--target-number "1000 Account"`.',
  });
}

/** More is a mistake: it would fill a disk. */
const MOST = 100_000_000;

function aboveZero(number: number, what: string, flag: string): number {
  if (number > MOST) {
    const message = `The number of ${what} can be ${counted(MOST)} at most.`;
    throw new UserError({ message, place: { file: flag } });
  }
  if (Number.isInteger(number) && number > 0) return number;
  throw new UserError({
    message: `The number of ${what} must be a whole number above 0.`,
    place: { file: flag },
  });
}

/** An update goes through its file once, so it can't be combined with repetitions. */
function updateOf(args: GenerateArguments): Update | undefined {
  const { updateInputFile: file, updatePassthroughFields = '' } = args;
  if (file === undefined) {
    if (updatePassthroughFields === '') return undefined;
    throw new UserError({
      message: 'Use `--update-passthrough-fields` only with `--update-input-file`.',
      place: { file: '--update-passthrough-fields' },
    });
  }
  const { targetNumber, reps, continuationFile } = args;
  const repeating = {
    '--target-number': targetNumber,
    '--reps': reps,
    '--continuation-file': continuationFile,
  };
  const repeated = Object.entries(repeating).flatMap(([flag, value]) => (value === undefined ? [] : [flag]));
  if (repeated.length > 0)
    throw new UserError({
      message: `--update-input-file can't be combined with ${repeated.join(' or ')}.`,
      place: { file: '--update-input-file' },
    });
  const passThrough = updatePassthroughFields.split(',').map((name) => name.trim());
  return { file, passThrough: passThrough.filter((name) => name !== '') };
}

/** An omitted tier has no share. */
function densityOf(text: string): Record<string, unknown> {
  const shares = pairs(
    text.split(',').map((part) => part.trim()),
    '--density',
  );
  const stated = Object.fromEntries(shares.map(([tier, share]) => [tier, numberOrText(share)]));
  return { ...NO_TIER, ...stated };
}

/** The settings from flags. */
export function flagsOf({ seed, accounts, density, recipe, asOf, set = [] }: GenerateArguments): Flag[] {
  const number = (text: string | undefined) => (text === undefined ? undefined : numberOrText(text));
  return [
    ...pairs(set, '--set').map(
      ([path, value]): Flag => ({ flag: '--set', path: path.split('.'), value: literal(value) }),
    ),
    { flag: '--seed', path: ['seed'], value: number(seed) },
    { flag: '--accounts', path: ['generation', 'accounts'], value: number(accounts) },
    { flag: '--density', path: ['density'], value: density === undefined ? undefined : densityOf(density) },
    { flag: '--recipe', path: ['recipe'], value: recipe },
    // The only place that reads the clock: a dataset itself must not depend on it.
    { flag: '--as-of', path: ['as_of'], value: asOf === 'today' ? asOfDay(asOf) : asOf },
  ];
}

/** The last stage to run. */
export function goalOf({ targetOrg, via, allowProduction, output }: GenerateArguments): Goal {
  if (targetOrg !== undefined) {
    const given = { ...(via ? { via } : {}), ...(allowProduction ? { allowProduction } : {}) };
    return { is: 'orgs', orgs: orgsOf(targetOrg), ...given };
  }
  const ofOrgs = { '--allow-production': allowProduction, '--via': via };
  const early = Object.entries(ofOrgs).filter(([, value]) => value !== undefined);
  if (early.length > 0)
    throw new UserError(
      early.map(([flag]) => ({
        message: `Use \`${flag}\` only with \`--target-org\`.`,
        place: { file: flag },
      })),
    );
  return output?.endsWith('.json') ? { is: 'json', file: output } : { is: 'rows' };
}

function folderOf(root: string): string {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory()) return root;
  throw new UserError({ message: `Folder ${quoted(root)} not found.`, place: { file: '--root' } });
}

/** Only the last part of the name counts: `snowfakery.standard_plugins.UniqueId.pid` is `pid`. */
function pluginOption([path, value]: [string, string]): [string, string] {
  const name = path.split('.').at(-1)!;
  if (PLUGIN_OPTIONS.some((one) => one === name)) return [name, value];
  throw new UserError({
    message: `Unknown plugin option ${name}.`,
    place: { file: '--plugin-option' },
    hint: `Valid names: ${PLUGIN_OPTIONS.join(', ')}.`,
    ...misspelled(name, PLUGIN_OPTIONS),
  });
}

/** The recipe's part of the command line: options, iterations, continuation, update. */
export function recipeInputOf(args: GenerateArguments): Omit<GenerateInput, 'config' | 'folder'> {
  const given = pairs(args.option ?? [], '--option');
  const until = untilOf(args);
  const update = updateOf(args);
  return {
    options: new Map(given.map(([name, value]) => [name, optionValue(value)])),
    pluginOptions: new Map(pairs(args.pluginOption ?? [], '--plugin-option').map(pluginOption)),
    org: orgsOf(args.targetOrg)[0],
    validateOnly: args.validateOnly,
    dropEdits: args.dropEdits,
    ...(args.loadDeclarations ? { loadDeclarations: args.loadDeclarations } : {}),
    ...(until ? { until } : {}),
    ...(update ? { update } : {}),
    ...(args.root === undefined ? {} : { root: folderOf(args.root) }),
    ...(args.continuationFile ? { continueFrom: args.continuationFile } : {}),
    ...(args.generateContinuationFile ? { continueTo: args.generateContinuationFile } : {}),
  };
}

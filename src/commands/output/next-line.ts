import { basename, isAbsolute, relative, resolve } from 'node:path';
import { targetFlag } from '../../org/next-command.ts';
import { shellWord, wordsOf } from '../../shared/shell-words.ts';

const DATASET = /^(generate|enrich|report|verify|export|validate|load|cleanup)$/;

/** Flags that carry over to the next command unless it sets them, and the commands that take them. */
const KEPT: readonly { flag: string; commands: RegExp }[] = [
  { flag: '--config', commands: /./ },
  { flag: '--recipe', commands: DATASET },
  { flag: '--seed', commands: DATASET },
];

/** Flags that carry over if the same command runs again. */
const KEPT_BY_THE_SAME = [
  '--as-of',
  '--only',
  '--wait',
  '--cache',
  '--provider',
  '--model',
  '--allow-production',
  ...['--accounts', '--industries', '--density', '--option', '--set', '--plugin-option', '--root'],
  ...['--target-number', '--reps', '--load-declarations', '--continuation-file'],
  '--generate-continuation-file',
  ...['--update-input-file', '--update-passthrough-fields'],
  ...['--batch-size', '--concurrency', '--max-cost', '--max-wait'],
];

/** The same for flags without a value. */
const KEPT_SWITCHES = ['--batch', '--no-cache', '--drop-edits'];

/** Commands that run next in the same org. */
const WITH_ORG = /^(setup|validate|load|cleanup)$/;
const SF_WITH_ORG = /^sf org (display|list limits)$/;
const ORG_FLAGS = ['--target-org', '--org', '-o'];

/** The org, if exactly one is named; with several, each error names its own. */
function orgIn(argv: readonly string[]): string | undefined {
  const named = ORG_FLAGS.flatMap((flag) => statedValues(flag, argv))[0];
  return named?.includes(',') ? undefined : named;
}

/** The caller: the environment, the script that node runs, and the folder in which the next command is typed. */
interface Caller {
  env?: Readonly<Record<string, string | undefined>>;
  script?: string;
  folder?: string;
}

/**
 * Makes the next command ready to paste: with the program as it was called, and with the flags that lead to the same
 * configuration and dataset.
 */
export function nextLine(
  next: string,
  argv: readonly string[] = pairedArguments(process.argv.slice(2)),
  { env = process.env, script = process.argv[1] ?? '', folder = '.' }: Caller = {},
): string {
  const [program, command, ...rest] = wordsOf(next);
  // Help is the same in every case.
  const given = rest.includes('--help') ? [] : argv;
  const org = ORG_FLAGS.some((flag) => rest.includes(flag)) ? undefined : orgIn(given);
  if (program === 'sf' && SF_WITH_ORG.test(next)) return next + targetFlag(org);
  if (program !== 'sfdc-datagen') return next;
  const flags = [
    ...KEPT.filter(({ commands }) => commands.test(command ?? '')).map(({ flag }) => flag),
    ...(given.includes(command ?? '') ? KEPT_BY_THE_SAME : []),
  ];
  const kept = flags.flatMap((flag) => {
    const stated = rest.some((word) => word === flag || word.startsWith(`${flag}=`));
    return stated ? [] : statedValues(flag, given).flatMap((value) => [flag, value]);
  });
  if (given.includes(command ?? ''))
    kept.push(...KEPT_SWITCHES.filter((flag) => given.includes(flag) && !rest.includes(flag)));
  if (WITH_ORG.test(command ?? '')) {
    const via = rest.includes('--via') ? [] : statedValues('--via', given).flatMap((way) => ['--via', way]);
    kept.unshift(...(org === undefined ? [] : ['--target-org', org]), ...via);
  }
  // Without additions, the line stays as written: it may have parts that aren't words, such as `…` or a pipe.
  const added = kept.length > 0 ? ` ${kept.map(shellWord).join(' ')}` : '';
  return `${programName({ env, script, folder })}${next.slice('sfdc-datagen'.length)}${added}`;
}

/** Makes each command after `Next: ` in a text ready to paste. */
export function withNextLines(text: string): string {
  return text.replaceAll(/(?<=Next: )(?:sfdc-datagen|sf) .*$/gm, (next) => nextLine(next));
}

/** The values of a flag; some flags can be repeated. */
function statedValues(flag: string, argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)];
    return word === flag ? argv.slice(at + 1, at + 2) : [];
  });
}

/** How this program is called: as its script says, through npx, or with the file that node runs. */
function programName({ env, script, folder }: Required<Caller>): string {
  const named = env.SFDC_DATAGEN_PROGRAM;
  const isHere = resolve(folder) === process.cwd();
  if (named) return shellWord(named.startsWith('.') && !isHere ? resolve(named) : named);
  if (basename(script) !== 'cli.ts')
    return /[/\\]\.bin[/\\]|[/\\]_npx[/\\]/.test(script) ? 'npx sfdc-datagen' : 'sfdc-datagen';
  const here = relative(process.cwd(), script);
  return `node ${shellWord(here.startsWith('..') || isAbsolute(here) || !isHere ? script : here)}`;
}

/** Flags that take two words, as in Snowfakery: `--option count 5`, `--target-number 1000 Account`. */
const PAIRS = new Set(['--option', '--plugin-option', '--target-number', '--target-count']);

/** Joins such pairs to one word each: `--option count=5`. */
export function pairedArguments(argv: readonly string[]): string[] {
  const paired: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    paired.push(argv[i]!);
    if (!PAIRS.has(argv[i]!)) continue;
    const [first, second] = [argv[i + 1], argv[i + 2]];
    if (first === undefined || first.includes('=') || second === undefined || second.startsWith('--'))
      continue;
    paired.push(`${first}=${second}`);
    i += 2;
  }
  return paired;
}

import { type Problem, UserError } from '../../shared/errors.ts';
import { anyOf, misspelled } from '../../shared/nearest.ts';

/** Options that can be repeated; yargs would turn any other one into a list that no command expects. */
const REPEATABLE = new Set([
  '_',
  'option',
  'plugin-option',
  'load-declarations',
  'set',
  'targets',
  'objects',
]);

/** Options whose number must be whole, with the lowest and the highest. */
const WHOLE: Readonly<Record<string, readonly [lowest: number, highest?: number]>> = {
  parallel: [1],
  port: [0, 65_535],
};

/** Checks the values of flags as parsed by yargs, which takes a misspelled one for absent. */
export function valueProblems(args: Readonly<Record<string, unknown>>, argv: readonly string[]): Problem[] {
  // yargs has flags in both spellings; one is enough.
  const all = Object.entries(args).filter(([name]) => name !== '$0' && !/[A-Z]/.test(name));
  // The same for an option and its aliases: the one that was typed.
  const typed = all.filter(([name]) => argv.some((word) => word.split('=', 1)[0] === dashed(name)));
  const problems = problemsOf(typed, argv);
  return problems.length > 0 ? problems : problemsOf(all, argv);
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

function problemsOf(flags: readonly [name: string, value: unknown][], argv: readonly string[]): Problem[] {
  return flags.flatMap(([name, value]): Problem[] => {
    if (Array.isArray(value) && !REPEATABLE.has(name)) return [{ message: `Use ${dashed(name)} only once.` }];
    if (value === undefined || value === '') return [{ message: `${dashed(name)} requires a value.` }];
    if (Number.isNaN(value))
      return [{ message: `${dashed(name)} must be a number; got "${statedAfter(name, argv)}".` }];
    const range = WHOLE[name];
    if (typeof value === 'number' && range && !isWhole(value, range))
      return [{ message: `${dashed(name)} must be ${wholeText(range)}; got ${value}.` }];
    if (typeof value === 'number' && value < 0)
      return [{ message: `${dashed(name)} must be 0 or more; got ${value}.` }];
    const stated = joinedTo(name, argv);
    if (typeof value === 'boolean' && stated !== undefined && stated !== String(value))
      return [{ message: `${dashed(name)} must be true or false; got "${stated}".` }];
    return [];
  });
}

function isWhole(
  value: number,
  [lowest, highest = Number.MAX_SAFE_INTEGER]: (typeof WHOLE)[string],
): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

function wholeText([lowest, highest]: (typeof WHOLE)[string]): string {
  return highest === undefined
    ? `a whole number, ${lowest} or more`
    : `a whole number from ${lowest} to ${highest}`;
}

/** `x` of `--name=x`. */
function joinedTo(name: string, argv: readonly string[]): string | undefined {
  return argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/** `x` of `--name=x` or `--name x`. */
function statedAfter(name: string, argv: readonly string[]): string | undefined {
  return joinedTo(name, argv) ?? argv[argv.indexOf(`--${name}`) + 1];
}

const UNKNOWN = /^Unknown arguments?: (.*)$/;
const CHOICE = /^ *Argument: (\S+), Given: (.*), Choices: (.*)$/;
const TOO_FEW = /^Not enough non-option arguments|^Missing required argument/;
const NO_VALUE = /^Not enough arguments following: (.*)$/;

/** Translates yargs' refusal of a command line into problems; `help` is the help text of the command. */
export function usageError(message: string, help: string, argv: readonly string[]): UserError {
  // After an error, yargs repeats the command name.
  const usage = help
    .split('\n', 1)[0]!
    .replace(/\b([a-z]+) \1\b/, '$1')
    .replace(/ \[options\]$/, '');
  const options = [...help.matchAll(/--([a-z][a-z-]+)/g)].map(([flag]) => flag);
  // Examples in a command's help begin the same way.
  const listed = usage.includes('<command>') ? help.matchAll(/^ *sfdc-datagen ([a-z]+)/gm) : [];
  const commands = [...listed].map(([, name]) => name!);
  const problems = message.split('\n').flatMap((line): Problem[] => {
    const unknown = UNKNOWN.exec(line)?.[1]?.split(', ');
    if (unknown)
      return withoutCamels(unknown, argv).map((word) => unknownWord(word, { argv, options, commands }));
    const [, name, given, choices] = CHOICE.exec(line) ?? [];
    if (name) {
      const subject = options.includes(`--${name}`) ? `--${name}` : `The ${name}`;
      const list = anyOf(choices!.replaceAll('"', '').split(', '));
      return [{ message: `${subject} must be ${list}; got ${given}.`, ...nearChoice(given!, choices!) }];
    }
    const lacking = NO_VALUE.exec(line)?.[1];
    if (lacking !== undefined) return [{ message: `${dashed(lacking)} requires a value.` }];
    if (TOO_FEW.test(line)) return [{ message: `Missing argument: \`${usage}\`.` }];
    return line === 'Invalid values:' ? [] : [{ message: line }];
  });
  // The options of a misspelled command can't be known.
  const ofCommand = problems.filter(({ message }) => message.startsWith('Unknown command'));
  const told = ofCommand.length > 0 ? ofCommand.slice(0, 1) : problems;
  const words = usage.split(' ').filter((word) => /^[a-z-]+$/.test(word));
  return new UserError(told, { next: `${words.join(' ')} --help` });
}

/** The choice that was likely meant; yargs has all of them in quotation marks. */
function nearChoice(given: string, choices: string): Pick<Problem, 'hint' | 'meant'> {
  const unquoted = (text: string) => text.replaceAll('"', '');
  return misspelled(unquoted(given), unquoted(choices).split(', '));
}

interface Known {
  argv: readonly string[];
  /** Options with their dashes. */
  options: readonly string[];
  /** Commands, if none was recognized. */
  commands: readonly string[];
}

/** Words without the variants that yargs adds: `dyrRun` for `dyr-run`. */
function withoutCamels(words: readonly string[], argv: readonly string[]): string[] {
  const camels = words.map((word) => word.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));
  const isMade = (word: string) =>
    !argv.some((one) => one.includes(word)) && camels.some((camel, i) => camel === word && words[i] !== word);
  return words.filter((word) => !isMade(word));
}

function unknownWord(word: string, { argv, options, commands }: Known): Problem {
  const flag = argv.find((one) => one.startsWith('-') && one.replace(/^-+/, '').replace(/=.*/, '') === word);
  if (!flag && commands.length === 0) return { message: `Unexpected argument "${word}".` };
  const stated = flag?.replace(/=.*/, '') ?? word;
  const near = misspelled(stated, flag ? options : commands);
  return { message: `Unknown ${flag ? 'option' : 'command'} ${stated}.`, ...near };
}

import type { Meant, Problem, UserError } from '../../shared/errors.ts';
import { datagen } from '../../shared/shell-words.ts';

/**
 * The error with the best next command: the same command line with what was meant, the command that the error names,
 * or the help of the command if its flags are to blame.
 */
export function withWayOn(error: UserError, argv: readonly string[], commands: readonly string[]): UserError {
  const next = corrected(error.problems, argv) ?? error.next ?? helpOf(error.problems, argv, commands);
  return next === undefined || next === error.next ? error : error.withNext(next);
}

/** The command line with each misspelled name corrected; undefined if that doesn't solve all problems. */
function corrected(problems: readonly Problem[], argv: readonly string[]): string | undefined {
  let words = [...argv];
  for (const { meant, place } of problems) {
    if (!meant) return undefined;
    const flag = isFlag(place?.file) ? place.file : undefined;
    // A name in a file isn't on the command line.
    if (place?.file !== undefined && !flag && place.file !== meant.typed) return undefined;
    const changed = words.map((word, at) => {
      if (flag === undefined) return wordInstead(word, meant);
      if (word.startsWith(`${flag}=`)) return flag + partInstead(word.slice(flag.length), meant);
      return words[at - 1] === flag ? partInstead(word, meant) : word;
    });
    if (changed.every((word, at) => word === words[at])) return undefined;
    words = changed;
  }
  return words.length > 0 ? datagen(...words) : undefined;
}

/** A whole word, or a flag or its value. */
function wordInstead(word: string, { typed, instead }: Meant): string {
  if (word === typed) return instead;
  if (word.startsWith(`${typed}=`)) return instead + word.slice(typed.length);
  return word.startsWith('-') && word.endsWith(`=${typed}`) ? word.slice(0, -typed.length) + instead : word;
}

/** A name in the value of a flag, such as one of a list, or a part of a setting. */
function partInstead(value: string, { typed, instead }: Meant): string {
  const parts = value.split(/([=,.\s])/);
  return value === typed ? instead : parts.map((part) => (part === typed ? instead : part)).join('');
}

function helpOf(
  problems: readonly Problem[],
  argv: readonly string[],
  commands: readonly string[],
): string | undefined {
  const command = argv.find((word) => commands.includes(word));
  const isTyped = (file: string) => argv.some((word) => word === file || word.endsWith(`=${file}`));
  const toBlame = problems.some(({ place: { file } = {} }) => file && (isFlag(file) || isTyped(file)));
  return command !== undefined && toBlame ? datagen(command, '--help') : undefined;
}

function isFlag(file: string | undefined): file is string {
  return file?.startsWith('--') === true;
}

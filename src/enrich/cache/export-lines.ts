import { basename, dirname } from 'node:path';
import { furtherProblems, type Problem, UserError } from '../../shared/errors.ts';
import { gitCommand, isMergeMark } from '../../shared/files/git.ts';
import { type EntryRow, hashOfText } from './entry.ts';
import { parseLine } from './entry-line.ts';
import { linesOf } from './lines.ts';

/** What a line of a text export holds. */
export type ExportLine = { row: EntryRow } | { system: string };

/** Problems of one kind that are named; of more, their number. */
export const NAMED = 20;

/**
 * Reads a text export line by line. Lines that are none, and keys that come with two texts, are one error at the end:
 * `each` has seen the sound lines by then, and its caller must take back what it did.
 */
export function readExport(file: string, each: (line: ExportLine, number: number) => void): void {
  const problems = readSorted(file, each) ?? readUnsorted(file, each);
  if (problems.count === 0) return;
  const { named, count } = problems;
  if (count > named.length) named.push(furtherProblems(count - named.length, file));
  const restore = problems.restore && gitCommand(dirname(file), 'restore', '--', basename(file));
  throw new UserError(named, { outcome: 'nothing was imported', ...(restore ? { next: restore } : {}) });
}

interface Problems {
  named: Problem[];
  count: number;
  /** True if git has what the file should be. */
  restore: boolean;
}

/** Reads a file as it is written, sorted by key, so that only neighbors can be alike; undefined where it is not sorted. */
function readSorted(file: string, each: (line: ExportLine, number: number) => void): Problems | undefined {
  let previous: { key: string; text: string; number: number } | undefined;
  const problems: Problems = { named: [], count: 0, restore: false };
  for (const { key, text, line, number } of parsed(file, problems)) {
    if (previous && key <= previous.key) {
      if (key < previous.key) return undefined;
      if (text !== previous.text) twice(problems, file, key, previous.number, number);
      continue;
    }
    previous = { key, text, number };
    each(line, number);
  }
  return problems;
}

/** Reads a file that a merge or a hand has put together, with a memory of all its keys. */
function readUnsorted(file: string, each: (line: ExportLine, number: number) => void): Problems {
  const seen = new Map<string, { text: string; number: number }>();
  const problems: Problems = { named: [], count: 0, restore: false };
  for (const { key, text, line, number } of parsed(file, problems)) {
    const digest = hashOfText(text).toString('latin1');
    const first = seen.get(key);
    if (first) {
      if (first.text !== digest) twice(problems, file, key, first.number, number);
      continue;
    }
    seen.set(key, { text: digest, number });
    each(line, number);
  }
  return problems;
}

function* parsed(
  file: string,
  problems: Problems,
): Generator<{ key: string; text: string; line: ExportLine; number: number }> {
  let number = 0;
  for (const { text: raw, ended } of linesOf(file)) {
    number++;
    const text = number === 1 ? raw?.replace(/^\ufeff/, '') : raw;
    if (text?.trim() === '') continue;
    const value = text === undefined ? undefined : parseLine(text);
    if (!value) {
      note(problems, lineProblem(file, number, text, ended));
      problems.restore = !isMergeMark(text);
    } else if ('text' in value) {
      yield { key: value.key.toString('hex'), text: value.text, line: { row: value }, number };
    } else {
      const { key, system } = value;
      if (hashOfText(system).toString('hex') === key) yield { key, text: system, line: { system }, number };
      else
        note(problems, {
          message: "The instructions don't match their key: the line was edited.",
          place: { file, line: number, key },
          hint: 'Restore the line from git.',
        });
    }
  }
}

function lineProblem(file: string, line: number, text: string | undefined, ended: boolean): Problem {
  const place = { file, line };
  if (text === undefined)
    return { message: "The line isn't UTF-8.", place, hint: 'Restore the file from git.' };
  if (isMergeMark(text)) {
    return {
      message: 'Unresolved git merge.',
      place,
      hint: 'Delete the conflict markers and keep the lines of both sides in any order; if both have a line for one key, keep one of the two.',
    };
  }
  return ended
    ? { message: "The line isn't an entry of a cache.", place, hint: 'Restore the file from git.' }
    : {
        message: 'The last line is cut off.',
        place,
        hint: 'Restore the file from git, or delete this line: an entry that the cache has is written again.',
      };
}

function twice(problems: Problems, file: string, key: string, first: number, second: number): void {
  note(problems, {
    message: `The key has two texts, in lines ${first} and ${second}.`,
    place: { file, line: second, key },
    hint: 'Delete the wrong line.',
  });
}

function note(problems: Problems, problem: Problem): void {
  problems.count++;
  if (problems.named.length < NAMED) problems.named.push(problem);
}

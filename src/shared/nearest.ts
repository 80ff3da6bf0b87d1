import type { Meant } from './errors.ts';

/** Longer texts aren't misspelled names. */
const LONGEST = 100;

/** Only this many names are compared: a file may have as many misspelled ones. */
const MOST = 1_000;

/** The number of names that are still looked up; after so many misspelled ones, nobody needs another hint. */
let left = 5_000;

/**
 * Returns the names nearest to a misspelled one: within edits of a third of its length, nearest first, at most three.
 */
function nearest(name: string, known: Iterable<string>): string[] {
  if (name.length > LONGEST || --left < 0) return [];
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(known)]
    .slice(0, MOST)
    .filter((candidate) => Math.abs(fold(candidate).length - wanted.length) <= limit)
    .map((candidate) => ({ candidate, distance: edits(wanted, fold(candidate)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `Did you mean Name or NamePattern?`, or undefined if no name is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  return misspelled(name, known).hint;
}

/** The same as parts of a problem with a name that may be on the command line; empty if no name is near. */
export function misspelled(name: string, known: Iterable<string>): { hint?: string; meant?: Meant } {
  const [instead, ...others] = nearest(name, known);
  if (instead === undefined) return {};
  return {
    hint: `Did you mean ${[instead, ...others].join(' or ')}?`,
    meant: { typed: name, instead },
  };
}

/** `csv, json, or tree`. */
export function anyOf(names: readonly string[]): string {
  return new Intl.ListFormat('en-US', { type: 'disjunction' }).format(names);
}

/** Longer lists of names aren't shown. */
const FEW = 12;

/**
 * The names nearest to a misspelled one, or all names if none is near and they are few: `Valid names: Name, Phone.`
 */
export function validNames(name: string, known: Iterable<string>): string | undefined {
  const all = [...new Set(known)];
  const list = all.length > 0 && all.length <= FEW ? all.join(', ') : undefined;
  return didYouMean(name, all) ?? (list && `Valid ${all.length === 1 ? 'name' : 'names'}: ${list}.`);
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[_\s-]/g, '');
}

/** Damerau-Levenshtein distance in its restricted form (optimal string alignment). */
function edits(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}

import type { z } from 'zod';
import { furtherProblems, type Place, type Problem } from '../shared/errors.ts';
import { anyOf, misspelled } from '../shared/nearest.ts';
import { excerpt, quoted } from '../shared/quote.ts';

/** Returns the place of a setting, or of a part of it. */
export interface Places {
  place(path: readonly (string | number)[]): Place;
  keyPlace(path: readonly (string | number)[], key: string): Place;
}

/** Checks a value against its schema; returns it, or all problems as sentences with places. */
export function checkAgainst<T>(
  schema: z.ZodType<T>,
  value: unknown,
  places: Places,
): { ok: true; value: T } | { ok: false; problems: Problem[] } {
  const checked = schema.safeParse(value, { reportInput: true });
  if (checked.success) return { ok: true, value: checked.data };
  const issues = checked.error.issues.filter(isNearestLimit);
  const count = issues.reduce((sum, issue) => sum + countOf(issue), 0);
  const told = count > TOLD + 1 ? TOLD : count;
  const problems: Problem[] = [];
  // Places and nearest names need a walk through the whole file: only for the problems that are shown.
  for (const issue of issues) {
    if (problems.length === told) break;
    problems.push(...problemsOf(issue, told - problems.length, schema, places));
  }
  if (told < count) problems.push(furtherProblems(count - told, problems.at(-1)?.place?.file));
  return { ok: false, problems };
}

/** False for a limit if the same value also breaks a stricter one: whole numbers have a limit of their own. */
function isNearestLimit(issue: z.core.$ZodIssue, _: number, all: readonly z.core.$ZodIssue[]): boolean {
  if (issue.code !== 'too_big') return true;
  const path = issue.path.join('.');
  return !all.some(
    (other) => other.code === 'too_big' && other.maximum < issue.maximum && other.path.join('.') === path,
  );
}

const countOf = (issue: z.core.$ZodIssue): number =>
  issue.code === 'unrecognized_keys' ? issue.keys.length : 1;

/** More problems than that mean that it is another kind of file. */
const TOLD = 20;

function problemsOf(issue: z.core.$ZodIssue, most: number, schema: z.ZodType, places: Places): Problem[] {
  const path = issue.path as (string | number)[];
  const inner = issueOfForm(issue);
  if (inner) return problemsOf({ ...inner, path: [...path, ...inner.path] }, most, schema, places);
  if (issue.code === 'unrecognized_keys') {
    const names = knownKeys(schema, path);
    return issue.keys.slice(0, most).map((key) => {
      const message = `Unknown setting \`${[...path, key].join('.')}\`.`;
      const valid = names.length > 0 ? { hint: `Valid names: ${names.join(', ')}.` } : {};
      return { message, place: places.keyPlace(path, key), ...valid, ...misspelled(key, names) };
    });
  }
  const subject = path.length > 0 ? `\`${path.join('.')}\`` : 'The file';
  const choice = chosenAmong(issue);
  const near = typeof choice?.chosen === 'string' ? misspelled(choice.chosen, choice.names) : {};
  return [{ message: `${subject}${sentenceEnd(issue)}`, place: places.place(path), ...near }];
}

/** Of a value that may have several forms: what is wrong with it in the form that it has, a map or a list. */
function issueOfForm(issue: z.core.$ZodIssue): z.core.$ZodIssue | undefined {
  if (issue.code !== 'invalid_union' || issue.discriminator !== undefined) return undefined;
  const first = issue.errors.map(([one]) => one);
  return first.find((one) => one !== undefined && (one.code !== 'invalid_type' || one.path.length > 0)) as
    | z.core.$ZodIssue
    | undefined;
}

const NOUNS: Record<string, string> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a string',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

/** The end of a sentence that begins with the setting. */
function sentenceEnd(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.expected === 'never') return ' is allowed only in a configuration file.';
      const noun = NOUNS[issue.expected] ?? issue.expected;
      return issue.input === undefined
        ? ` is missing; it must be ${noun}.`
        : ` must be ${noun}; got ${issue.path.length > 0 ? shown(issue.input) : kindOf(issue.input)}.`;
    }
    case 'invalid_value':
      return oneOf(chosenAmong(issue)!);
    case 'invalid_union': {
      // The issue of the first of several forms; the others are rarer.
      const [first] = issue.errors[0] ?? [];
      return first ? sentenceEnd(first as z.core.$ZodIssue) : oneOf(chosenAmong(issue)!);
    }
    case 'invalid_key':
      return `: ${issue.issues[0]?.message ?? issue.message}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? ' must not be empty.'
        : ` must be ${issue.minimum} or more; got ${shown(issue.input)}.`;
    case 'too_big':
      return ` must be ${issue.maximum} or less; got ${shown(issue.input)}.`;
    default:
      return `${/^[a-z]/.test(issue.message) ? '' : ':'} ${issue.message.replace(/\.?$/, '.')}`;
  }
}

/** A choice: the valid names, and the chosen one. */
interface Choice {
  names: string[];
  chosen: unknown;
}

function chosenAmong(issue: z.core.$ZodIssue): Choice | undefined {
  if (issue.code === 'invalid_value') return { names: issue.values.map(String), chosen: issue.input };
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined || !('options' in issue))
    return undefined;
  const { [issue.discriminator]: chosen } = issue.input as Record<string, unknown>;
  return { names: (issue.options ?? []).map(String), chosen };
}

function oneOf({ names, chosen }: Choice): string {
  const allowed = anyOf(names);
  return chosen === undefined
    ? ` is missing; it must be ${allowed}.`
    : ` must be ${allowed}; got ${shown(chosen)}.`;
}

/** A file of a wholly different kind isn't quoted. */
function kindOf(value: unknown): string {
  return typeof value === 'string' ? 'a string' : shown(value);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return typeof value === 'string' ? quoted(value) : excerpt(String(value));
}

/** The keys that a strict object in a schema allows at a path. */
function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let current: unknown = schema;
  for (const step of path) current = childOf(unwrap(current), step);
  const shape = (unwrap(current) as { shape?: Record<string, unknown> } | undefined)?.shape;
  return shape ? Object.keys(shape) : [];
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { _zod?: { def?: { innerType?: unknown } } } | undefined)?._zod?.def?.innerType;
  return inner === undefined ? schema : unwrap(inner);
}

function childOf(schema: unknown, step: string | number): unknown {
  const node = schema as
    | { shape?: Record<string, unknown>; element?: unknown; valueType?: unknown }
    | undefined;
  return node?.shape?.[String(step)] ?? node?.element ?? node?.valueType;
}

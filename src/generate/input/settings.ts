import type { Config } from '../../config/schema.ts';
import { PyDict } from '../../python/dict.ts';
import type { Value } from '../../python/value.ts';
import type { Recipe } from '../../recipe/types.ts';
import type { Problem } from '../../shared/errors.ts';
import { misspelled } from '../../shared/nearest.ts';

/** The split of `activities_per_account` unless tasks and events are set separately: 400 to 150. */
const TASKS_OF_ACTIVITIES = 400 / 550;

/** The settings that every recipe can use: `accounts`, `contacts_per_account`, …, `case_priorities`. */
export function settingsOf({ generation, case_priorities }: Config): Map<string, Value> {
  const activities = generation.activities_per_account;
  const tasks = generation.tasks_per_account ?? rounded(activities * TASKS_OF_ACTIVITIES);
  const events = generation.events_per_account ?? rounded(activities * (1 - TASKS_OF_ACTIVITIES));
  const settings: Record<string, Value> = {
    ...generation,
    tasks_per_account: tasks,
    events_per_account: events,
    case_priorities: dict(case_priorities),
  };
  return new Map(Object.entries(settings));
}

/** 5.5 * 400 / 550 is 4, despite floating point. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

type Plain = Value | { readonly [key: string]: Plain };

function dict(map: Readonly<Record<string, Plain>>): PyDict {
  const isMap = (value: Plain): value is Record<string, Plain> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return new PyDict(
    Object.entries(map).map(([key, value]) => [key, isMap(value) ? dict(value) : (value as Value)]),
  );
}

/**
 * The values of the recipe's options: from the user or by default; a missing one is a problem. Undeclared ones go to
 * `unknown`, since Snowfakery ignores them.
 */
export function optionsOf(
  { options: declared, unread }: Pick<Recipe, 'options' | 'unread'>,
  given: ReadonlyMap<string, Value>,
  problems: Problem[],
  unknown: Problem[],
): Map<string, Value> {
  const options = new Map<string, Value>();
  const names = declared.map(({ name }) => name);
  for (const { name, default: fallback, place } of declared) {
    const value = given.has(name) ? given.get(name) : fallback;
    if (value === undefined) {
      unread.addName(name);
      problems.push({
        message: `Option \`${name}\` is required: it has no default.`,
        place,
        hint: `Add --option ${name}=…`,
      });
    } else options.set(name, value);
  }
  // It may be a misspelling of the missing one.
  const lacksOne = names.some((name, i) => !given.has(name) && declared[i]!.default === undefined);
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    (lacksOne ? problems : unknown).push({
      message: `The recipe has no option \`${name}\`.`,
      place: { file: '--option' },
      hint: names.length > 0 ? `Valid names: ${names.join(', ')}.` : 'It declares no options.',
      ...misspelled(name, names),
    });
  }
  return options;
}

import type { z } from 'zod';
import type { Place, Problem } from '../errors.ts';
import { didYouMean } from '../nearest.ts';

/** Where the parts of a checked value stand. */
export interface Places {
  place(path: readonly (string | number)[]): Place;
  keyPlace(path: readonly (string | number)[], key: string): Place;
}

/** What zod found, as sentences with places; `known` answers the names that a path's map may hold. */
export function schemaProblems(
  issues: readonly z.core.$ZodIssue[],
  places: Places,
  known: (path: readonly (string | number)[]) => string[],
): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = issue.path as (string | number)[];
    const where = path.length > 0 ? `\`${path.join('.')}\`` : 'The file';
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const names = known(path);
        const hint =
          didYouMean(key, names) ?? (names.length > 0 ? `Known are ${names.join(', ')}.` : undefined);
        const message = `\`${[...path, key].join('.')}\` is not a known setting.`;
        return { message, place: places.keyPlace(path, key), ...(hint ? { hint } : {}) };
      });
    }
    const message = `${where}: ${issue.message.replace(/^Invalid input: /, '').replace(/\.?$/, '.')}`;
    return [{ message, place: places.place(path) }];
  });
}

/** The keys that the strict objects of a schema allow at a path. */
export function knownKeys(schema: z.ZodType, path: readonly (string | number)[]): string[] {
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

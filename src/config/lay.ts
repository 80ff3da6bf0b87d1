import { UserError } from '../shared/errors.ts';
import { excerpt } from '../shared/quote.ts';
import { isMap } from './layers.ts';

type Path = readonly (string | number)[];

/** Maps of weights are replaced as a whole: an omitted share is omitted on purpose. */
function isReplaced(path: Path): boolean {
  return path[0] === 'density' || path[0] === 'objects' || (path[0] === 'case_priorities' && path.length > 1);
}

/** Merges the settings of a file over those below it. */
export function lay(
  under: Record<string, unknown>,
  over: Record<string, unknown>,
  path: Path,
  source: string,
  origins: Map<string, string>,
): void {
  for (const [key, value] of Object.entries(over)) {
    const here = [...path, key];
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    // An empty map changes nothing, so it's the source of one that was empty before.
    const isMerged = isMap(value) && isMap(below) && Object.keys({ ...value, ...below }).length > 0;
    if (isMerged && !isReplaced(here)) lay(below, value, here, source, origins);
    else {
      under[key] = value;
      note(value, here, source, origins, below !== undefined);
    }
  }
}

/** The maximum depth of settings. */
const DEEPEST = 10;

/** Sets one setting from a flag or the environment. */
export function set(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
  source: string,
  origins: Map<string, string>,
): void {
  const refuse = (message: string) => new UserError({ message, place: { file: source } });
  if (path.length > DEEPEST) throw refuse(`A setting can have ${DEEPEST} parts at most; got ${path.length}.`);
  let map = target;
  for (const [i, key] of path.entries()) {
    if (key === '__proto__') throw refuse("A setting can't be named `__proto__`.");
    if (Array.isArray(map) && !(Number(key) <= map.length && /^\d+$/.test(key)))
      throw refuse(
        `\`${path.slice(0, i).join('.')}\` is a list of ${map.length}; the index must be 0 to ${map.length}; got \`${excerpt(key)}\`.`,
      );
    const next = Object.hasOwn(map, key) ? map[key] : undefined;
    if (i === path.length - 1) {
      map[key] = value;
      note(value, path, source, origins, next !== undefined);
    } else if (isMap(next) || Array.isArray(next)) map = next as Record<string, unknown>;
    else {
      const fresh = {};
      map[key] = fresh;
      map = fresh;
    }
  }
}

/** Records the origin of a value and everything in it; forgets the origins of what was there before. */
export function note(
  value: unknown,
  path: Path,
  source: string,
  origins: Map<string, string>,
  had: boolean,
): void {
  const prefix = path.join('.');
  for (let depth = 1; depth < path.length; depth++) origins.delete(path.slice(0, depth).join('.'));
  if (had) for (const key of origins.keys()) if (key.startsWith(`${prefix}.`)) origins.delete(key);
  origins.delete(prefix);
  const add = (one: unknown, at: string): void => {
    const entries = typeof one === 'object' && one !== null ? Object.entries(one) : [];
    if (entries.length === 0) origins.set(at, source);
    for (const [key, child] of entries) add(child, at === '' ? key : `${at}.${key}`);
  };
  add(value, prefix);
}

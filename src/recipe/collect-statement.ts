import type { Problem } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { statementKinds } from './keys.ts';
import type { ReadProblems } from './parse-context.ts';
import { checkKeys, entryOf, isNull, type MapTree, nameOf } from './tree-keys.ts';
import type { OptionDeclaration, PluginDeclaration } from './types.ts';

/** The content of a recipe's files before objects and macros are parsed. */
export interface Collected {
  includes: number;
  files: string[];
  version: 2 | 3 | undefined;
  strict: boolean;
  options: OptionDeclaration[];
  plugins: PluginDeclaration[];
  macros: MapTree[];
  /** Objects and variables; those of included files come first. */
  statements: MapTree[];
  warnings: Problem[];
}

/** Collects a statement. Keys that Snowfakery ignores are warnings, so that its recipes run here too. */
export function collectStatement(map: MapTree, into: Collected, found: ReadProblems): void {
  const kind = statementKinds.find((key) => entryOf(map, key));
  const ignored = { problems: into.warnings, unread: found.unread };
  switch (kind) {
    case 'object':
    case 'var':
      into.statements.push(map);
      return;
    case 'macro':
      into.macros.push(map);
      return;
    case 'include_file':
      checkKeys(map, kind, found);
      return;
    case 'plugin': {
      checkKeys(map, kind, ignored);
      const name = nameOf(map, kind, found);
      if (name) into.plugins.push({ name, place: map.place });
      return;
    }
    case 'option':
      collectOption(map, into, found, ignored);
      return;
    case 'snowfakery_version':
    case 'catalog':
      collectSetting(map, kind, into, found, ignored);
      return;
    case undefined: {
      const key = map.entries[0]?.key ?? '';
      const hint = didYouMean(key, statementKinds) ?? `Valid keys: ${statementKinds.join(', ')}.`;
      found.problems.push({
        message: key === '' ? 'A statement needs a name.' : `Unknown statement \`${key}\`.`,
        place: map.entries[0]?.place ?? map.place,
        hint,
      });
      found.unread.add(map);
    }
  }
}

function collectOption(map: MapTree, into: Collected, found: ReadProblems, ignored: ReadProblems): void {
  checkKeys(map, 'option', ignored);
  const name = nameOf(map, 'option', found);
  if (!name) return;
  const fallback = entryOf(map, 'default')?.value;
  into.options.push({
    name,
    place: map.place,
    ...(fallback?.kind === 'scalar' ? { default: fallback.value } : {}),
  });
}

function collectSetting(
  map: MapTree,
  kind: 'snowfakery_version' | 'catalog',
  into: Collected,
  found: ReadProblems,
  ignored: ReadProblems,
): void {
  checkKeys(map, kind, ignored);
  const value = entryOf(map, kind)!.value;
  const scalar = value.kind === 'scalar' ? value.value : undefined;
  if (kind === 'catalog') {
    if (scalar === 'strict') into.strict = true;
    else found.problems.push({ message: '`catalog` must be `strict`, or left out.', place: value.place });
  } else if (scalar === 2 || scalar === 3) into.version = scalar;
  else if (!isNull(value))
    found.problems.push({ message: '`snowfakery_version` must be 2 or 3.', place: value.place });
}

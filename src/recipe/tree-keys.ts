import { didYouMean } from '../shared/nearest.ts';
import { type StatementKind, statementKeys } from './keys.ts';
import type { ReadProblems } from './parse-context.ts';
import type { Entry, Tree } from './tree.ts';

export type MapTree = Extract<Tree, { kind: 'map' }>;

export function has(tree: MapTree, key: string): boolean {
  return tree.entries.some((entry) => entry.key === key);
}

export function entryOf(tree: MapTree, key: string): Entry | undefined {
  return tree.entries.find((entry) => entry.key === key);
}

export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** Returns the text of a key; numbers and booleans are taken as written. */
export function stringOf(tree: MapTree, key: string, context: ReadProblems): string | undefined {
  const entry = entryOf(tree, key);
  if (!entry || isNull(entry.value)) return undefined;
  if (entry.value.kind === 'scalar') {
    const { value } = entry.value;
    return typeof value === 'object' && value !== null && 'pyText' in value ? value.pyText() : String(value);
  }
  context.problems.push({ message: `\`${key}\` must be a string.`, place: entry.value.place });
  return undefined;
}

/** Returns the name of a statement. */
export function nameOf(tree: MapTree, key: string, context: ReadProblems): string | undefined {
  const entry = entryOf(tree, key)!;
  const isEmpty = entry.value.kind === 'scalar' && entry.value.value === '';
  if (isEmpty || isNull(entry.value))
    context.problems.push({ message: `\`${key}\` needs a name.`, place: entry.place });
  return stringOf(tree, key, context);
}

export function flagOf(tree: MapTree, key: string, context: ReadProblems): boolean {
  const entry = entryOf(tree, key);
  if (!entry) return false;
  if (entry.value.kind === 'scalar' && typeof entry.value.value === 'boolean') return entry.value.value;
  context.problems.push({ message: `\`${key}\` must be true or false.`, place: entry.value.place });
  return false;
}

/** Notes every unknown key of a statement, with the nearest names. */
export function checkKeys(tree: MapTree, kind: StatementKind, { problems, unread }: ReadProblems): void {
  const known = Object.keys(statementKeys[kind]);
  for (const { key, place, value } of tree.entries) {
    if (known.includes(key)) continue;
    const hint = didYouMean(key, known) ?? `Valid keys: ${known.join(', ')}.`;
    problems.push({ message: `Unknown key \`${key}\` in \`${kind}\`.`, place, hint });
    unread.add(value);
  }
}

import { pathPartProblem } from '../shared/files/path-part.ts';
import { type Macro, Macros } from './macros.ts';
import type { ParseContext, ReadProblems } from './parse-context.ts';
import { parseExpression } from './parse-expression.ts';
import type { Entry, Tree } from './tree.ts';
import { checkKeys, entryOf, flagOf, has, isNull, type MapTree, nameOf, stringOf } from './tree-keys.ts';
import type { FieldTemplate, ObjectTemplate, Statement, VarStatement } from './types.ts';

/** Says why a text can't be the name of an object (and of its file), or returns undefined. */
function nameProblem(sobject: string): string | undefined {
  return sobject.includes('${{') ? 'is a formula' : pathPartProblem(sobject);
}

/** Creates the context for parsing a recipe's statements. */
export function contextOf(macros: ReadonlyMap<string, MapTree>, found: ReadProblems): ParseContext {
  return contextWith(new Macros(macros, parseMacro), found);
}

function contextWith(macros: Macros, { problems, unread }: ReadProblems): ParseContext {
  return { macros, problems, unread, parseObject };
}

function parseMacro(tree: MapTree, macros: Macros, found: ReadProblems): Macro {
  const context = contextWith(macros, found);
  checkKeys(tree, 'macro', context);
  return mixMacros(tree, context);
}

/** Parses a statement: an object template or a variable; anything else is noted as a problem. */
export function parseStatement(tree: Tree, context: ParseContext): Statement | undefined {
  if (tree.kind === 'map') {
    if (has(tree, 'object')) return parseObject(tree, context);
    if (has(tree, 'var')) return parseVar(tree, context);
  }
  context.problems.push({ message: 'Expected `object:` or `var:`.', place: tree.place });
  context.unread.add(tree);
  return undefined;
}

function parseVar(tree: MapTree, context: ParseContext): VarStatement | undefined {
  checkKeys(tree, 'var', context);
  const name = nameOf(tree, 'var', context);
  const value = entryOf(tree, 'value');
  if (!name) return undefined;
  if (!value) {
    context.unread.addName(name);
    context.problems.push({ message: `The variable \`${name}\` has no \`value\`.`, place: tree.place });
    return undefined;
  }
  return { kind: 'var', name, value: parseExpression(value.value, context), place: tree.place };
}

function parseObject(tree: MapTree, context: ParseContext): ObjectTemplate | undefined {
  checkKeys(tree, 'object', context);
  const sobject = nameOf(tree, 'object', context);
  if (!sobject) {
    context.unread.add(tree);
    return undefined;
  }
  const wrong = nameProblem(sobject);
  if (wrong)
    context.problems.push({
      message: `\`${sobject}\` can't be the name of an object: it ${wrong}.`,
      place: entryOf(tree, 'object')!.place,
      hint: 'Write the API name, such as Invoice__c.',
    });
  const mixed = mixMacros(tree, context);
  const count = entryOf(tree, 'count');
  const forEach = entryOf(tree, 'for_each');
  if (count && forEach) {
    context.problems.push({ message: 'Use either `count` or `for_each`, not both.', place: forEach.place });
  }
  const nickname = stringOf(tree, 'nickname', context);
  const updateKey = stringOf(tree, 'update_key', context);
  const loop = forEach && parseForEach(forEach, context);
  return {
    kind: 'object',
    sobject,
    ...(nickname ? { nickname } : {}),
    ...(updateKey ? { updateKey } : {}),
    ...(count ? { count: parseExpression(count.value, context) } : {}),
    ...(loop ? { forEach: loop } : {}),
    justOnce: flagOf(tree, 'just_once', context),
    fields: mixed.fields,
    friends: mixed.friends,
    place: tree.place,
  };
}

function parseFields(entry: Entry | undefined, context: ParseContext): FieldTemplate[] {
  const tree = entry?.value;
  if (!tree || isNull(tree)) return [];
  if (tree.kind !== 'map') {
    context.problems.push({ message: '`fields` must be a map of field names to values.', place: tree.place });
    context.unread.add(tree);
    return [];
  }
  return tree.entries.map(({ key, means, place, value }) => {
    if (means === null || key === '') context.problems.push({ message: 'A field needs a name.', place });
    return { name: key, place, value: parseExpression(value, context) };
  });
}

function parseFriends(entry: Entry | undefined, context: ParseContext): Statement[] {
  const tree = entry?.value;
  if (!tree || isNull(tree)) return [];
  const items = tree.kind === 'seq' ? tree.items : [tree];
  return items.flatMap((item) => parseStatement(item, context) ?? []);
}

function parseForEach(entry: Entry, context: ParseContext): ObjectTemplate['forEach'] {
  if (entry.value.kind !== 'map') {
    context.problems.push({
      message: '`for_each` must be a map of `var` and `value`.',
      place: entry.value.place,
    });
    return undefined;
  }
  const variable = parseVar(entry.value, context);
  return variable && { name: variable.name, value: variable.value };
}

/** More friends than any recipe needs: macros that include each other could double each time. */
const MOST_FRIENDS = 10_000;

/**
 * Later macros override earlier ones, and an object's own fields override macros; an overridden field keeps its
 * position.
 */
function mixMacros(tree: MapTree, context: ParseContext): Macro {
  const include = entryOf(tree, 'include');
  const names = (stringOf(tree, 'include', context) ?? '').split(',').map((name) => name.trim());
  const fields = new Map<string, FieldTemplate>();
  const friends: Statement[] = [];
  for (const name of names.filter((one) => one !== '')) {
    const macro = context.macros.find(name, include!.value.place, context);
    for (const field of macro?.fields ?? []) fields.set(field.name, field);
    if (friends.length + (macro?.friends.length ?? 0) > MOST_FRIENDS) {
      const message = `\`include\` can add at most ${MOST_FRIENDS} friends.`;
      context.problems.push({ message, place: include!.value.place });
      break;
    }
    for (const friend of macro?.friends ?? []) friends.push(friend);
  }
  for (const field of parseFields(entryOf(tree, 'fields'), context)) fields.set(field.name, field);
  return {
    fields: [...fields.values()],
    friends: [...friends, ...parseFriends(entryOf(tree, 'friends'), context)],
  };
}

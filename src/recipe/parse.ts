import type { Place, Problem } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { SPECIAL_OBJECT, specialObject } from './special-object.ts';
import type { Tree } from './tree.ts';
import type {
  Arguments,
  Expression,
  FieldTemplate,
  NamedArgument,
  ObjectTemplate,
  Statement,
  VarStatement,
} from './types.ts';

type MapTree = Extract<Tree, { kind: 'map' }>;
type Entry = MapTree['entries'][number];

/** What a macro gives to the objects that include it, with what it includes itself. */
export interface Macro {
  fields: FieldTemplate[];
  friends: Statement[];
}

/** What statements need from the recipe around them. */
export interface ParseContext {
  macros: Macros;
  problems: Problem[];
}

/** The macros of a recipe by name, each parsed when it is first included, wherever it stands. */
export class Macros {
  readonly #trees: ReadonlyMap<string, MapTree>;
  readonly #parsed = new Map<string, Macro | 'open'>();

  constructor(trees: ReadonlyMap<string, MapTree>) {
    this.#trees = trees;
  }

  names(): Iterable<string> {
    return this.#trees.keys();
  }

  /** The macro, or undefined with a problem noted where there is none or where it includes itself. */
  find(name: string, place: Place, problems: Problem[]): Macro | undefined {
    const known = this.#parsed.get(name);
    if (known === 'open') {
      problems.push({ message: `The macro \`${name}\` includes itself.`, place });
      return undefined;
    }
    const tree = this.#trees.get(name);
    if (known || !tree) {
      const hint = didYouMean(name, this.names());
      if (!known)
        problems.push({ message: `There is no macro \`${name}\`.`, place, ...(hint ? { hint } : {}) });
      return known;
    }
    this.#parsed.set(name, 'open');
    const context = { macros: this, problems };
    checkKeys(tree, ['macro', 'fields', 'friends', 'include'], 'macro', context);
    const macro = mixMacros(tree, context);
    this.#parsed.set(name, macro);
    return macro;
  }
}

const OBJECT_KEYS = [
  'object',
  'nickname',
  'count',
  'for_each',
  'just_once',
  'include',
  'fields',
  'friends',
  'update_key',
];

/** The statement that a map is: an object template or a variable; anything else is noted as a problem. */
export function parseStatement(tree: Tree, context: ParseContext): Statement | undefined {
  if (tree.kind === 'map') {
    if (has(tree, 'object')) return parseObject(tree, context);
    if (has(tree, 'var')) return parseVar(tree, context);
  }
  context.problems.push({ message: 'Here an `object:` or a `var:` is expected.', place: tree.place });
  return undefined;
}

function parseVar(tree: MapTree, context: ParseContext): VarStatement | undefined {
  checkKeys(tree, ['var', 'value'], 'var', context);
  const name = textOf(tree, 'var', context);
  const value = entryOf(tree, 'value');
  if (!name) return undefined;
  if (!value) {
    context.problems.push({ message: `The variable \`${name}\` has no \`value\`.`, place: tree.place });
    return undefined;
  }
  return { kind: 'var', name, value: parseExpression(value.value, context), place: tree.place };
}

export function parseObject(tree: MapTree, context: ParseContext): ObjectTemplate | undefined {
  checkKeys(tree, OBJECT_KEYS, 'object', context);
  const sobject = textOf(tree, 'object', context);
  if (!sobject) return undefined;
  const mixed = mixMacros(tree, context);
  const count = entryOf(tree, 'count');
  const forEach = entryOf(tree, 'for_each');
  if (count && forEach) {
    context.problems.push({ message: '`count` and `for_each` exclude each other.', place: forEach.place });
  }
  const nickname = textOf(tree, 'nickname', context);
  const updateKey = textOf(tree, 'update_key', context);
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
    context.problems.push({ message: '`fields` is a map of field names to values.', place: tree.place });
    return [];
  }
  return tree.entries.map(({ key, place, value }) => ({
    name: key,
    place,
    value: parseExpression(value, context),
  }));
}

function parseFriends(entry: Entry | undefined, context: ParseContext): Statement[] {
  const tree = entry?.value;
  if (!tree || isNull(tree)) return [];
  const items = tree.kind === 'seq' ? tree.items : [tree];
  return items.flatMap((item) => parseStatement(item, context) ?? []);
}

function parseForEach(entry: Entry, context: ParseContext): ObjectTemplate['forEach'] {
  if (entry.value.kind !== 'map') {
    context.problems.push({ message: '`for_each` is a map of `var` and `value`.', place: entry.value.place });
    return undefined;
  }
  const variable = parseVar(entry.value, context);
  return variable && { name: variable.name, value: variable.value };
}

/** Later macros override earlier ones and own fields override macros; an overridden field keeps its first place. */
function mixMacros(tree: MapTree, context: ParseContext): Macro {
  const include = entryOf(tree, 'include');
  const names = (textOf(tree, 'include', context) ?? '').split(',').map((name) => name.trim());
  const fields = new Map<string, FieldTemplate>();
  const friends: Statement[] = [];
  for (const name of names.filter((one) => one !== '')) {
    const macro = context.macros.find(name, include!.value.place, context.problems);
    for (const field of macro?.fields ?? []) fields.set(field.name, field);
    friends.push(...(macro?.friends ?? []));
  }
  for (const field of parseFields(entryOf(tree, 'fields'), context)) fields.set(field.name, field);
  return {
    fields: [...fields.values()],
    friends: [...friends, ...parseFriends(entryOf(tree, 'friends'), context)],
  };
}

/** A value of a field, a count or an argument. */
export function parseExpression(tree: Tree, context: ParseContext): Expression {
  const { place } = tree;
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'string'
        ? { kind: 'text', text: tree.value, place }
        : { kind: 'literal', value: tree.value, place };
    case 'seq': {
      const items = tree.items.map((item) => parseExpression(item, context));
      return { kind: 'list', items, place };
    }
    case 'map': {
      if (has(tree, 'object')) {
        const template = parseObject(tree, context);
        return template ? { kind: 'object', template, place } : { kind: 'literal', value: null, place };
      }
      const [head, ...rest] = tree.entries;
      if (!head) return { kind: 'literal', value: null, place };
      if (head.key === SPECIAL_OBJECT) return parseSpecialObject(head, context);
      if (rest.length === 0)
        return {
          kind: 'call',
          name: head.key,
          args: parseArguments(head.value, head.key, context),
          place: head.place,
        };
      // The "blank head" form: `choice:` and its arguments as siblings.
      if (isNull(head.value)) {
        const named = rest.map((entry) => parseNamed(entry, context));
        return { kind: 'call', name: head.key, args: { positional: [], named }, place: head.place };
      }
      return { kind: 'map', entries: tree.entries.map((entry) => parseNamed(entry, context)), place };
    }
  }
}

function parseSpecialObject({ value, place }: Entry, context: ParseContext): Expression {
  const name = value.kind === 'map' ? textOf(value, 'name', context) : scalarText(value);
  const nickname = value.kind === 'map' ? textOf(value, 'nickname', context) : undefined;
  const made = specialObject(name ?? '', nickname, place);
  if (made) return made;
  context.problems.push({
    message: `There is no special object \`${name ?? ''}\`.`,
    place,
    hint: 'There is PersonContact.',
  });
  return { kind: 'literal', value: null, place };
}

function scalarText(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}

function parseArguments(tree: Tree, called: string, context: ParseContext): Arguments {
  // `reference: {object: T, id: 3}` has an argument of that name; anywhere else `object:` begins a template.
  if (tree.kind === 'map' && (called === 'reference' || !has(tree, 'object'))) {
    return { positional: [], named: tree.entries.map((entry) => parseNamed(entry, context)) };
  }
  if (tree.kind === 'seq')
    return { positional: tree.items.map((item) => parseExpression(item, context)), named: [] };
  return { positional: isNull(tree) ? [] : [parseExpression(tree, context)], named: [] };
}

function parseNamed({ key, place, value }: Entry, context: ParseContext): NamedArgument {
  return { name: key, place, value: parseExpression(value, context) };
}

function has(tree: MapTree, key: string): boolean {
  return tree.entries.some((entry) => entry.key === key);
}

export function entryOf(tree: MapTree, key: string): Entry | undefined {
  return tree.entries.find((entry) => entry.key === key);
}

export function isNull(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null;
}

/** The text of a key; numbers and booleans count as the text that stands there. */
export function textOf(tree: MapTree, key: string, context: ParseContext): string | undefined {
  const entry = entryOf(tree, key);
  if (!entry || isNull(entry.value)) return undefined;
  if (entry.value.kind === 'scalar') {
    const { value } = entry.value;
    return typeof value === 'object' && value !== null && 'pyText' in value ? value.pyText() : String(value);
  }
  context.problems.push({ message: `\`${key}\` is a text.`, place: entry.value.place });
  return undefined;
}

function flagOf(tree: MapTree, key: string, context: ParseContext): boolean {
  const entry = entryOf(tree, key);
  if (!entry) return false;
  if (entry.value.kind === 'scalar' && typeof entry.value.value === 'boolean') return entry.value.value;
  context.problems.push({ message: `\`${key}\` is true or false.`, place: entry.value.place });
  return false;
}

/** Notes every key that is not among the known ones, with the nearest. */
export function checkKeys(tree: MapTree, known: string[], kind: string, context: ParseContext): void {
  for (const { key, place } of tree.entries) {
    if (known.includes(key)) continue;
    const hint = didYouMean(key, known) ?? `Known are ${known.join(', ')}.`;
    context.problems.push({ message: `\`${key}\` is not a key of \`${kind}\`.`, place, hint });
  }
}

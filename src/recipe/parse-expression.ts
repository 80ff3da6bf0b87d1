import { isFloat } from '../python/numbers/float.ts';
import { text } from '../python/text.ts';
import type { Place } from '../shared/errors.ts';
import type { ParseContext } from './parse-context.ts';
import type { Entry, Tree } from './tree.ts';
import { has, isNull, stringOf } from './tree-keys.ts';
import type { BlockArguments, Expression, FieldTemplate, NamedArgument } from './types.ts';

/** Parses the value of a field, a count, or an argument. */
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
        const template = context.parseObject(tree, context);
        return template ? { kind: 'object', template, place } : { kind: 'literal', value: null, place };
      }
      const [head, ...rest] = tree.entries;
      if (!head) {
        context.problems.push({
          message:
            'A value must be a string, a number, or one function with its arguments; got an empty map.',
          place,
        });
        return { kind: 'literal', value: null, place };
      }
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
  const name = value.kind === 'map' ? stringOf(value, 'name', context) : scalarText(value);
  const nickname = value.kind === 'map' ? stringOf(value, 'nickname', context) : undefined;
  const made = specialObject(name ?? '', nickname, place);
  if (made) return made;
  context.problems.push({
    message: `Unknown special object \`${name ?? ''}\`.`,
    place,
    hint: 'Use `PersonContact`.',
  });
  return { kind: 'literal', value: null, place };
}

function scalarText(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : undefined;
}

function parseArguments(tree: Tree, called: string, context: ParseContext): BlockArguments {
  // `reference: {object: T, id: 3}` has an argument of that name; anywhere else, `object:` begins a template.
  if (tree.kind === 'map' && (called === 'reference' || !has(tree, 'object'))) {
    return { positional: [], named: tree.entries.map((entry) => parseNamed(entry, context)) };
  }
  if (tree.kind === 'seq')
    return { positional: tree.items.map((item) => parseExpression(item, context)), named: [] };
  return { positional: isNull(tree) ? [] : [parseExpression(tree, context)], named: [] };
}

/** Parses an argument or an entry of a table. Its name is what YAML reads, so that `yes` is `True`. */
function parseNamed({ key, means, place, value }: Entry, context: ParseContext): NamedArgument {
  if (means === null || isFloat(means))
    context.problems.push({
      message: `Key ${key} must be a string.`,
      place,
      hint: `Put it in quotes: '${key}'.`,
    });
  return { name: text(means), place, value: parseExpression(value, context) };
}

/** The function block for objects that Salesforce creates itself. */
const SPECIAL_OBJECT = 'Salesforce.SpecialObject';

/** The contact of a person account: `Salesforce.SpecialObject: PersonContact`, or with `name` and `nickname`. */
function specialObject(name: string, nickname: string | undefined, place: Place): Expression | undefined {
  if (name !== 'PersonContact') return undefined;
  const account: Expression = {
    kind: 'call',
    name: 'reference',
    args: { positional: [{ kind: 'text', text: 'Account', place }], named: [] },
    place,
  };
  const fields: FieldTemplate[] = [
    { name: 'IsPersonAccount', value: { kind: 'text', text: 'true', place }, place },
    { name: 'AccountId', value: account, place },
  ];
  return {
    kind: 'object',
    template: {
      kind: 'object',
      sobject: name,
      ...(nickname ? { nickname } : {}),
      justOnce: false,
      fields,
      friends: [],
      place,
    },
    place,
  };
}

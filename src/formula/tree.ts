import type { Operator } from '../python/value.ts';
import type { FormulaProblem } from '../shared/formula-error.ts';
import { type Binary, chain, isAdditive, isComparison, type Jinja } from './jinja-tree.ts';
import type { Arguments, Comparison, Node } from './node.ts';
import { DEEPEST, tooDeep, WORD_MARK } from './parse.ts';
import type { Token } from './tokens.ts';

/** A parsed formula in this project's shape; throws a FormulaProblem for what a formula cannot hold. */
export function nodeOf(jinja: Jinja, tokens: readonly Token[]): Node {
  const start = tokens[1]!.offset;
  const word = (identifier: Jinja): Token => {
    if (identifier.type !== 'Identifier' || !identifier.value.startsWith(WORD_MARK))
      throw notHere(tokens[1]!);
    return tokens[Number(identifier.value.slice(WORD_MARK.length))]!;
  };
  const name = (identifier: Jinja): Token => {
    const token = word(identifier);
    if (token.kind !== 'name' || token.text === '') throw notHere(token);
    return token;
  };
  const isNothing = (item: Jinja) =>
    item.type === 'Identifier' && word(item).text === '' && word(item).kind === 'name';
  const all = (items: Jinja[]) => items.filter((item) => !isNothing(item)).map(convert);

  const args = (given: Jinja[]): Arguments => {
    const result: Arguments = { positional: [], keyword: [], spread: undefined, keywordSpread: undefined };
    for (const argument of given) {
      if (argument.type === 'KeywordArgumentExpression')
        result.keyword.push({ name: name(argument.key).text, value: convert(argument.value) });
      else if (argument.type === 'SpreadExpression') result.spread = convert(argument.argument);
      else if (argument.type === 'KeywordSpreadExpression') result.keywordSpread = convert(argument.argument);
      else if (!isNothing(argument)) result.positional.push(convert(argument));
    }
    return result;
  };

  const filter = (operand: Node, given: Jinja): Node => {
    const isCall = given.type === 'CallExpression';
    const token = name(isCall ? given.callee : given);
    const common = { operand, arguments: args(isCall ? given.args : []), offset: token.offset };
    if (tokens[tokens.indexOf(token) - 1]?.text !== 'is')
      return { kind: 'filter', name: token.text, ...common };
    const negated = token.text.startsWith('not ');
    return { kind: 'test', name: negated ? token.text.slice(4) : token.text, negated, ...common };
  };

  const binary = (jinja: Binary): Node => {
    if (isAdditive(jinja)) return additive(chain(jinja, isAdditive));
    if (isComparison(jinja)) {
      const { first, rest } = chain(jinja, isComparison);
      return {
        kind: 'comparison',
        first: convert(first),
        rest: rest.map(([{ text }, operand]) => ({
          operator: text as Comparison,
          operand: convert(operand),
        })),
        offset: rest[0]![0].offset,
      };
    }
    const { offset, text } = jinja.operator;
    const [left, right] = [convert(jinja.left), convert(jinja.right)];
    return text === 'and' || text === 'or'
      ? { kind: 'logic', operator: text, left, right, offset }
      : { kind: 'binary', operator: text as Operator, left, right, offset };
  };

  /** `~` binds tighter than `+` and `-`, though the parser reads all three from left to right. */
  const additive = ({ first, rest }: ReturnType<typeof chain>): Node => {
    const terms: { operator: Token | undefined; parts: Node[] }[] = [
      { operator: undefined, parts: [convert(first)] },
    ];
    for (const [operator, operand] of rest) {
      if (operator.text === '~') terms.at(-1)!.parts.push(convert(operand));
      else terms.push({ operator, parts: [convert(operand)] });
    }
    return terms
      .map(({ operator, parts }) => ({
        operator,
        node: parts.length === 1 ? parts[0]! : ({ kind: 'join', parts, offset: parts[0]!.offset } as const),
      }))
      .reduce<Node | undefined>(
        (left, { operator, node }) =>
          left && operator
            ? {
                kind: 'binary',
                operator: operator.text as Operator,
                left,
                right: node,
                offset: operator.offset,
              }
            : node,
        undefined,
      )!;
  };

  let depth = 0;
  const convert = (jinja: Jinja): Node => {
    if (++depth > DEEPEST) throw tooDeep(start);
    const node = converted(jinja);
    depth--;
    return node;
  };

  const converted = (jinja: Jinja): Node => {
    switch (jinja.type) {
      case 'Identifier': {
        const { kind, text, value, offset } = word(jinja);
        if (kind === 'literal') return { kind: 'constant', value: value!, offset };
        return { kind: 'name', name: name(jinja).text || text, offset };
      }
      case 'ArrayLiteral':
        return { kind: 'list', items: all(jinja.value), offset: start };
      case 'TupleLiteral':
        return { kind: 'tuple', items: all(jinja.value), offset: start };
      case 'ObjectLiteral':
        return {
          kind: 'dict',
          entries: [...jinja.value].map(([key, value]) => [convert(key), convert(value)] as const),
          offset: start,
        };
      case 'MemberExpression': {
        const object = convert(jinja.object);
        if (jinja.computed && jinja.property.type === 'SliceExpression') {
          const { start, stop, step } = jinja.property;
          const edge = (node: Jinja | undefined) => node && convert(node);
          return {
            kind: 'slice',
            object,
            edges: [edge(start), edge(stop), edge(step)],
            offset: object.offset,
          };
        }
        if (jinja.computed)
          return { kind: 'item', object, key: convert(jinja.property), offset: object.offset };
        const property = word(jinja.property);
        return property.kind === 'literal' && typeof property.value === 'number'
          ? { kind: 'item', object, key: convert(jinja.property), offset: property.offset }
          : { kind: 'attribute', object, name: property.text, offset: property.offset };
      }
      case 'CallExpression': {
        const callee = convert(jinja.callee);
        return { kind: 'call', callee, arguments: args(jinja.args), offset: callee.offset };
      }
      case 'FilterExpression':
        return filter(convert(jinja.operand), jinja.filter);
      case 'UnaryExpression': {
        const operator = jinja.operator.text as '-' | '+' | 'not';
        return { kind: 'unary', operator, operand: convert(jinja.argument), offset: jinja.operator.offset };
      }
      case 'BinaryExpression':
        return binary(jinja);
      case 'Ternary': {
        const test = convert(jinja.condition);
        return {
          kind: 'condition',
          test,
          yes: convert(jinja.trueExpr),
          otherwise: convert(jinja.falseExpr),
          offset: test.offset,
        };
      }
      case 'SelectExpression': {
        const test = convert(jinja.test);
        return {
          kind: 'condition',
          test,
          yes: convert(jinja.lhs),
          otherwise: undefined,
          offset: test.offset,
        };
      }
      default:
        throw notHere(tokens[1]!);
    }
  };
  return convert(jinja);
}

function notHere({ text, offset }: Token): FormulaProblem {
  return { message: `\`${text}\` cannot stand here.`, offset };
}

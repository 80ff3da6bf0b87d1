import { ApiError } from '../errors.ts';
import type { Condition, Literal, Path, Query, Selection, SoqlComparison, TypeBranch } from './ast.ts';
import { queryError, type SoqlToken, soqlTokens, unquote } from './tokens.ts';

const AGGREGATES = ['COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM', 'AVG'] as const;
const KEYWORDS = ['from', 'where', 'group', 'order', 'limit', 'offset', 'and', 'or', 'not', 'in', 'like'];
const DAY = 86_400_000;

function relativeDay(word: string): string | undefined {
  const [name, days] = word.toUpperCase().split(':');
  const shift = { TODAY: 0, YESTERDAY: -1, TOMORROW: 1 }[name!];
  const count = Number(days ?? 0);
  const offset = shift ?? (name === 'LAST_N_DAYS' ? -count : name === 'NEXT_N_DAYS' ? count : undefined);
  return offset === undefined ? undefined : new Date(Date.now() + offset * DAY).toISOString().slice(0, 10);
}

/** Reads the subset of SOQL that a load needs: see ast.ts. */
export function parseSoql(text: string): Query {
  // SOQL and SOSL Reference, "Query limits".
  if (text.length > 100_000)
    throw new ApiError(400, 'MALFORMED_QUERY', 'SOQL statements cannot be longer than 100000 characters.');
  const tokens = soqlTokens(text);
  let index = 0;

  const peek = (ahead = 0): SoqlToken => tokens[Math.min(index + ahead, tokens.length - 1)]!;
  const fail = (token = peek()): never => {
    throw queryError('MALFORMED_QUERY', text, token.at, `unexpected token: '${token.text}'`);
  };
  const next = (): SoqlToken => tokens[index++] ?? fail();
  const is = (word: string, ahead = 0) =>
    peek(ahead).text.toLowerCase() === word && peek(ahead).kind !== 'text';
  const take = (word: string): boolean => {
    if (!is(word)) return false;
    index++;
    return true;
  };
  const expect = (word: string): void => {
    if (!take(word)) fail();
  };

  function path(): Path {
    const token = next();
    if (token.kind !== 'word' || KEYWORDS.includes(token.text.toLowerCase())) fail(token);
    return { parts: token.text.split('.'), at: token.at };
  }

  /** Group and Order are also objects if no BY follows. */
  function objectName(): Path {
    const named = (is('order') || is('group')) && !is('by', 1);
    if (!named) return path();
    const { text: name, at } = next();
    return { parts: [name], at };
  }

  function list<T>(item: () => T): T[] {
    const items = [item()];
    while (take(',')) items.push(item());
    return items;
  }

  function alias(): { alias?: string } {
    const token = peek();
    if (token.kind !== 'word' || KEYWORDS.includes(token.text.toLowerCase())) return {};
    index++;
    return { alias: token.text };
  }

  /** `TYPEOF What WHEN Account THEN Phone ELSE Name END`: SOQL and SOSL Reference, TYPEOF. */
  function typeOf(): Selection[] {
    const parent = path();
    const types: string[] = [];
    const fields = (branch: TypeBranch) =>
      list(path).map(
        ({ parts, at }): Selection => ({
          ...{ kind: 'field', branch, path: { parts: [...parent.parts, ...parts], at } },
        }),
      );
    const found: Selection[] = [];
    while (take('when')) {
      const type = next().text;
      types.push(type);
      expect('then');
      found.push(...fields({ kind: 'when', type }));
    }
    if (found.length === 0) fail();
    if (take('else')) found.push(...fields({ kind: 'else', types }));
    expect('end');
    return found;
  }

  function selections(): Selection[] {
    return list(() =>
      is('typeof') && !is(',', 1) && !is('from', 1) && next() ? typeOf() : [selection()],
    ).flat();
  }

  function selection(): Selection {
    const fn = AGGREGATES.find((name) => is(name.toLowerCase()));
    if (fn && is('(', 1)) {
      index += 2;
      const argument = is(')') ? {} : { path: path() };
      expect(')');
      return { kind: 'aggregate', fn, ...argument, ...alias() };
    }
    return { kind: 'field', path: path(), ...alias() };
  }

  function literal(): Literal {
    const token = next();
    if (token.kind === 'text') return { kind: 'text', value: unquote(token.text) };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'date') return { kind: 'date', value: token.text };
    const word = token.text.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (word === 'null') return { kind: 'null', value: null };
    const day = relativeDay(word);
    return day ? { kind: 'date', value: day } : fail(token);
  }

  function comparison(): Condition {
    const left = path();
    const negated = is('not') && is('in', 1);
    if (negated) index++;
    if (take('in')) {
      expect('(');
      const found: Condition = is('select')
        ? { kind: 'semijoin', path: left, negated, query: query(false) }
        : { kind: 'in', path: left, negated, values: list(literal) };
      expect(')');
      return found;
    }
    const sign = next();
    const op = sign.text.toLowerCase().replace('<>', '!=');
    if (!['=', '!=', '<', '<=', '>', '>=', 'like'].includes(op)) fail(sign);
    return { kind: 'compare', path: left, op: op as SoqlComparison, literal: literal() };
  }

  function term(): Condition {
    if (take('not')) return { kind: 'not', part: term() };
    if (!take('(')) return comparison();
    const inner = condition();
    expect(')');
    return inner;
  }

  // SOQL requires parentheses where AND and OR are mixed.
  function condition(): Condition {
    const parts = [term()];
    const joint = is('and') ? 'and' : 'or';
    while (take(joint)) parts.push(term());
    if (is('and') || is('or')) fail();
    return parts.length === 1 ? parts[0]! : { kind: joint, parts };
  }

  function order(): Query['orderBy'][number] {
    const by = path();
    const descending = take('desc');
    if (!descending) take('asc');
    const nullsLast = take('nulls') ? next().text.toLowerCase() === 'last' : descending;
    return { path: by, descending, nullsLast };
  }

  function count(word: string): number | undefined {
    if (!take(word)) return undefined;
    const token = next();
    return token.kind === 'number' ? Number(token.text) : fail(token);
  }

  function query(outermost: boolean): Query {
    expect('select');
    const select = selections();
    expect('from');
    const from = objectName();
    const found: Query = {
      text,
      select,
      from: from.parts[0]!,
      fromAt: from.at,
      groupBy: [],
      orderBy: [],
      offset: 0,
    };
    if (take('where')) found.where = condition();
    if (take('group')) {
      expect('by');
      found.groupBy = list(path);
    }
    if (take('order')) {
      expect('by');
      found.orderBy = list(order);
    }
    const limit = count('limit');
    if (limit !== undefined) found.limit = limit;
    found.offset = count('offset') ?? 0;
    if (outermost && take('all')) expect('rows');
    if (outermost && peek().kind !== 'end') fail();
    return found;
  }

  return query(true);
}

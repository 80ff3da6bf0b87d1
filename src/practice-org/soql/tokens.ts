import { ApiError } from '../errors.ts';

/** A word, sign, or literal of a query. */
export interface SoqlToken {
  kind: 'word' | 'text' | 'number' | 'date' | 'sign' | 'end';
  text: string;
  at: number;
}

const PATTERN =
  /\s*(?:(?<text>'(?:\\.|[^'\\])*')|(?<date>\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))?)|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.]*(?::\d+)?)|(?<sign>!=|<>|<=|>=|[=<>(),]))/y;

/** Salesforce's form of a query error: the query, a caret under the place, and the place in words. */
export function queryError(errorCode: string, query: string, at: number, message: string): ApiError {
  const from = Math.max(0, at - 40);
  const window = query.slice(from, at + 40).replace(/\s/g, ' ');
  const caret = `${' '.repeat(at - from)}^`;
  const place = `ERROR at Row:1:Column:${at + 1}`;
  return new ApiError(400, errorCode, `\n${window}\n${caret}\n${place}\n${message}`);
}

/** The tokens of a query, with an `end` after the last. */
export function soqlTokens(query: string): SoqlToken[] {
  const tokens: SoqlToken[] = [];
  let at = 0;
  while (query.slice(at).trim() !== '') {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(query);
    const start = at + /^\s*/.exec(query.slice(at))![0].length;
    if (!match) throw queryError('MALFORMED_QUERY', query, start, `unexpected token: '${query[start]}'`);
    const [kind, text] = Object.entries(match.groups!).find(([, value]) => value !== undefined)!;
    tokens.push({ kind: kind as SoqlToken['kind'], text: text!, at: start });
    at = PATTERN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '<EOF>', at: query.length }];
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Decodes a quoted text. `\_` and `\%` stay as they are: they only matter to LIKE. */
export function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(.)/gs, (whole, char: string) =>
      char === '_' || char === '%' ? whole : (ESCAPES[char.toLowerCase()] ?? char),
    );
}

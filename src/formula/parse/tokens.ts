import { PyFloat } from '../../python/numbers/float.ts';
import { intOf, MOST_DIGITS } from '../../python/numbers/int.ts';
import type { Value } from '../../python/value.ts';
import { counted } from '../../shared/counted.ts';
import type { FormulaProblem } from '../../shared/formula-error.ts';

type TokenKind = 'name' | 'keyword' | 'literal' | 'operator' | 'open' | 'close' | 'mark';

/** A token of a formula. */
export interface Token {
  kind: TokenKind;
  text: string;
  /** Its position in the whole text. */
  offset: number;
  /** The value of a literal. */
  value?: Value;
}

const KEYWORDS = new Set(['and', 'or', 'not', 'if', 'else', 'in', 'is']);

const CONSTANTS = new Map<string, Value>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** Jinja's lexical grammar: names, numbers with exponents and underscores, strings, and operators. */
const WORD =
  /\s*(?:(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<float>(?<!\.)(?:\d+_)*\d+(?:\.(?:\d+_)*\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+))|(?<int>0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*(?!\d))|(?<text>"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|(?<operator>\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>|])|(?<open>[([{])|(?<close>[)\]}])|(?<mark>[.,:=]))/uy;

/** Returns the tokens of one formula from `start` to its closing delimiter, and where the text continues after it. */
export function tokensUntil(
  source: string,
  start: number,
  closing: string,
): { tokens: Token[]; end: number; trim: boolean } | FormulaProblem {
  const tokens: Token[] = [];
  const brackets: Token[] = [];
  let at = start;
  for (;;) {
    while (/\s/.test(source[at] ?? '')) at++;
    if (brackets.length === 0 && source.startsWith(closing, at))
      return { tokens, end: at + closing.length, trim: false };
    if (brackets.length === 0 && source.startsWith(`-${closing}`, at))
      return { tokens, end: at + closing.length + 1, trim: true };
    if (at >= source.length || (source.startsWith(closing, at) && brackets.at(-1)?.text !== '{')) {
      const open = brackets.at(-1);
      return open
        ? { message: `\`${open.text}\` is never closed.`, offset: open.offset }
        : { message: `The formula has no closing \`${closing}\`.`, offset: start };
    }
    WORD.lastIndex = at;
    const groups = WORD.exec(source)?.groups;
    if (!groups) return unknownWord(source, at);
    const token = tokenOf(groups, at);
    if ('message' in token) return token;
    at = WORD.lastIndex;
    if (token.kind === 'open') brackets.push(token);
    if (token.kind === 'close') {
      const open = brackets.pop();
      if (!open || PAIRS[open.text] !== token.text)
        return { message: `\`${token.text}\` has no opening bracket.`, offset: token.offset };
    }
    tokens.push(token);
  }
}

const PAIRS: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

function tokenOf(groups: Record<string, string | undefined>, offset: number): Token | FormulaProblem {
  const { name, float, int, text, operator, open, close, mark } = groups;
  const at = { offset };
  if (name !== undefined) {
    if (KEYWORDS.has(name)) return { kind: 'keyword', text: name, ...at };
    const constant = CONSTANTS.get(name);
    return constant === undefined
      ? { kind: 'name', text: name, ...at }
      : { kind: 'literal', text: name, value: constant, ...at };
  }
  if (float !== undefined) {
    const value = Number(float.replaceAll('_', ''));
    return {
      kind: 'literal',
      text: float,
      value: Number.isInteger(value) ? new PyFloat(value) : value,
      ...at,
    };
  }
  if (int !== undefined) {
    const value = intOf(int.replaceAll('_', ''));
    if (value === undefined)
      return { message: `A whole number can have at most ${counted(MOST_DIGITS)} digits.`, offset };
    return { kind: 'literal', text: int, value, ...at };
  }
  if (text !== undefined) {
    const value = unescaped(text.slice(1, -1));
    return typeof value === 'string'
      ? { kind: 'literal', text, value, ...at }
      : { message: value.message, offset: offset + 1 + (value.offset ?? 0) };
  }
  if (operator !== undefined) return { kind: 'operator', text: operator, ...at };
  if (open !== undefined) return { kind: 'open', text: open, ...at };
  if (close !== undefined) return { kind: 'close', text: close, ...at };
  return { kind: 'mark', text: mark!, ...at };
}

function unknownWord(source: string, offset: number): FormulaProblem {
  const character = String.fromCodePoint(source.codePointAt(offset)!);
  if (character === '"' || character === "'") return { message: 'A string is never closed.', offset };
  if (/\d/.test(character))
    return {
      message: "A number can't begin with zero.",
      offset,
      hint: 'Put it in quotes to keep its zeros.',
    };
  return { message: `Unexpected \`${character}\`.`, offset };
}

const ESCAPES: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Decodes a string literal with Python's escapes; a backslash before any other character stays. */
function unescaped(source: string): string | FormulaProblem {
  let problem: FormulaProblem | undefined;
  const value = source.replaceAll(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, x?: string, u?: string, long?: string, octal?: string, other?: string, offset?: number) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined || octal !== undefined) {
        const code = hex === undefined ? Number.parseInt(octal!, 8) : Number.parseInt(hex, 16);
        if (code <= 0x10_ff_ff) return String.fromCodePoint(code);
      }
      if (hex !== undefined || (other !== undefined && 'xuUN'.includes(other))) {
        problem ??= { message: `\`${whole}\` is an incomplete escape.`, offset: offset ?? 0 };
        return whole;
      }
      return ESCAPES[other!] ?? whole;
    },
  );
  return problem ?? value;
}

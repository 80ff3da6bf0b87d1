import type { FormulaProblem } from '../shared/formula-error.ts';
import type { Token } from './tokens.ts';

/**
 * What is wrong in the order of a formula's words: a value where an operator must stand, or the other way round. The
 * parser behind it accepts some such texts (`[1 2]`) and names no place for the others.
 */
export function misplaced(tokens: readonly Token[], end: number): FormulaProblem | undefined {
  if (tokens.length === 0) return { message: 'The formula is empty.', offset: end };
  let wantsValue = true;
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1];
    const opens = token.kind === 'open';
    if (isValue(token) || (opens && wantsValue)) {
      if (!wantsValue)
        return {
          message: `Something is missing between \`${before!.text}\` and \`${token.text}\`.`,
          offset: token.offset,
        };
      wantsValue = opens;
    } else if (opens) {
      if (token.text === '{') return { message: '`{` cannot stand after a value.', offset: token.offset };
      wantsValue = true;
    } else if (token.kind === 'close') {
      if (wantsValue && !mayCloseAfter(before!))
        return { message: `\`${before!.text}\` lacks a value after it.`, offset: before!.offset };
      wantsValue = false;
    } else if (wantsValue && !isPrefix(token, before)) {
      return { message: `\`${token.text}\` lacks a value before it.`, offset: token.offset };
    } else wantsValue = true;
  }
  const last = tokens.at(-1)!;
  return wantsValue && last.text !== ','
    ? { message: `\`${last.text}\` lacks a value after it.`, offset: last.offset }
    : undefined;
}

function isValue({ kind }: Token): boolean {
  return kind === 'name' || kind === 'literal';
}

/** `[]`, `f()`, `[1:]`, `(x,)`. */
function mayCloseAfter({ kind, text }: Token): boolean {
  return kind === 'open' || text === ',' || text === ':';
}

/** Signs, `not`, unpacking stars, and the colon of `[:2]`. */
function isPrefix(token: Token, before: Token | undefined): boolean {
  if (['-', '+', 'not'].includes(token.text)) return true;
  if (token.text === '*' || token.text === '**') return before?.text === '(' || before?.text === ',';
  return token.text === ':' && (before?.text === '[' || before?.text === ':');
}

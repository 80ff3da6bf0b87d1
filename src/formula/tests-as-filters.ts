import type { Token } from './tokens.ts';

/**
 * `x is divisibleby 3` written as `x is:divisibleby(3)`, where `is` takes the place of a pipe: tests bind as filters
 * do, and the parser knows no test with arguments. `is not` becomes a name that begins with `not `.
 */
export function testsAsFilters(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    result.push(token);
    if (token.text !== 'is' || token.kind !== 'keyword') continue;
    const isNegated = tokens[i + 1]?.text === 'not';
    const name = tokens[i + (isNegated ? 2 : 1)];
    if (!name) continue;
    i += isNegated ? 2 : 1;
    // `is not in` comes as one word `not in`.
    result.push({ ...name, kind: 'name', text: `${isNegated ? 'not ' : ''}${name.text}` });
    const end = bareArgument(tokens, i + 1);
    if (end === i + 1) continue;
    const { offset, depth } = tokens[i + 1]!;
    const inner = tokens.slice(i + 1, end).map((word) => ({ ...word, depth: word.depth + 1 }));
    result.push({ kind: 'open', text: '(', offset, depth }, ...testsAsFilters(inner), {
      kind: 'close',
      text: ')',
      offset,
      depth,
    });
    i = end - 1;
  }
  return result;
}

/** Where an argument without parentheses ends: a name or literal with what hangs on it, or a bracket. */
function bareArgument(tokens: readonly Token[], start: number): number {
  const first = tokens[start];
  if (!first || first.text === '(') return start;
  if (first.kind !== 'name' && first.kind !== 'literal' && first.kind !== 'open') return start;
  let end = start;
  const skip = () => {
    const open = tokens[end]!;
    if (open.kind === 'open') while (++end < tokens.length && tokens[end]!.depth !== open.depth);
    end++;
  };
  skip();
  for (;;) {
    const next = tokens[end];
    if (next?.text === '.') end += 2;
    else if (next?.kind === 'open' && next.text !== '{') skip();
    else return Math.min(end, tokens.length);
  }
}

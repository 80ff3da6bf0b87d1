import { type CST, Lexer, type LineCounter, Parser } from 'yaml';
import { counted } from '../counted.ts';
import { type Place, UserError } from '../errors.ts';

/** The maximum nesting of lists and maps; people write less, and every walk of a tree is recursive. */
export const DEEPEST_YAML = 100;

/** The maximum number of tokens, which take a few seconds and half a gigabyte. */
const MOST_PARTS = 1_500_000;

/**
 * Tokenizes a text; fails as soon as it is too large, because a tree of millions of nodes doesn't fit into memory.
 */
export function yamlTokens(
  text: string,
  file: string,
  lines: LineCounter,
  at: (offset: number) => Place,
): CST.Token[] {
  const tooDeep = (offset: number) => new UserError({ message: TOO_DEEP, place: at(offset) });
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let parts = 0;
  for (const part of new Lexer().lex(text)) {
    for (const token of parser.next(part)) tokens.push(token);
    // The open levels of a document at the maximum depth: the document, its collections, a scalar.
    if (parser.stack.length > DEEPEST_YAML + 10)
      throw tooDeep(parser.stack.filter((token) => 'items' in token)[DEEPEST_YAML + 1]!.offset);
    if (++parts > MOST_PARTS)
      throw new UserError({
        message: `The file is too large for YAML: it has over ${counted(MOST_PARTS)} words and marks.`,
        place: { file },
        hint: 'Put data into a CSV file.',
      });
  }
  for (const token of parser.end()) tokens.push(token);
  const offset = tokens.map(depthProblem).find((found) => found !== undefined);
  if (offset !== undefined) throw tooDeep(offset);
  return tokens;
}

export const TOO_DEEP = `Lists and maps can be nested ${DEEPEST_YAML} deep at most.`;

/** The place where a token is nested too deeply; reported before the library composes nodes recursively. */
function depthProblem(token: CST.Token): number | undefined {
  const open: { token: CST.Token | null | undefined; depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { token: one, depth } = next;
    if (!one) continue;
    if (depth > DEEPEST_YAML) return one.offset;
    if ('items' in one)
      for (const item of one.items)
        open.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    if (one.type === 'document') open.push({ token: one.value, depth });
  }
  return undefined;
}
